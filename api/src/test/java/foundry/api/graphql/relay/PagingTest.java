package foundry.api.graphql.relay;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PagingTest {
  private static final String PAGE =
      """
      query($p: ID!, $first: Int, $last: Int, $after: String, $before: String) {
        project(id: $p) {
          jobs(first: $first, last: $last, after: $after, before: $before) {
            nodes { id }
            edges { cursor node { id } }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            totalCount
          }
        }
      }
      """;

  private final Scene scene = Scene.create();

  private Reply page(Map<String, ?> arguments) {
    var variables = new HashMap<String, Object>(arguments);
    variables.putIfAbsent("p", scene.project());
    return scene.member().query(PAGE, variables);
  }

  private List<String> ids(Reply reply) {
    return reply.texts("/project/jobs/nodes", "id");
  }

  private boolean info(Reply reply, String field) {
    return reply.data("/project/jobs/pageInfo/" + field).asBoolean();
  }

  /** Jobs at times that differ by microseconds, many of them equal; newest first, ties by id. */
  private void insertJobs(int count) {
    TestApi.sql(
        """
        insert into app.job (org_id, project_id, owner_id, kind, question, created_at)
        select ?, ?, ?, 'ANSWER', 'q' || n,
               timestamptz '2026-01-01 00:00:00.123' + (random() * 6)::int * interval '1 microsecond'
        from generate_series(1, ?) n
        """,
        scene.org(),
        Scene.uuid(scene.project()),
        scene.member().id(),
        count);
  }

  private List<String> expected() {
    var ids =
        TestApi.value(
            """
            select string_agg('job_' || replace(id::text, '-', ''), ',' order by created_at desc, id desc)
            from app.job where project_id = ?
            """,
            Scene.uuid(scene.project()));
    return ids == null ? List.of() : List.of(ids.split(","));
  }

  @Test
  void pages_in_both_directions_put_together_are_the_whole_list_whatever_their_size() {
    insertJobs(47);
    var random = new Random(7);
    for (int size : new int[] {1, 2, 5, 46, 47, 48, 100, 1 + random.nextInt(40)}) {
      assertThat(forward(size)).as("first: %d", size).isEqualTo(expected());
      assertThat(backward(size)).as("last: %d", size).isEqualTo(expected());
    }
  }

  private List<String> forward(int size) {
    var all = new ArrayList<String>();
    var arguments = new HashMap<String, Object>(Map.of("first", size));
    while (true) {
      var reply = page(arguments);
      assertThat(info(reply, "hasPreviousPage")).isEqualTo(!all.isEmpty());
      all.addAll(ids(reply));
      if (!info(reply, "hasNextPage")) return all;
      arguments.put("after", reply.text("/project/jobs/pageInfo/endCursor"));
    }
  }

  private List<String> backward(int size) {
    var all = new ArrayList<String>();
    var arguments = new HashMap<String, Object>(Map.of("last", size));
    while (true) {
      var reply = page(arguments);
      assertThat(info(reply, "hasNextPage")).isEqualTo(!all.isEmpty());
      var nodes = new ArrayList<>(ids(reply));
      Collections.reverse(nodes);
      all.addAll(nodes);
      if (!info(reply, "hasPreviousPage")) break;
      arguments.put("before", reply.text("/project/jobs/pageInfo/startCursor"));
    }
    Collections.reverse(all);
    return all;
  }

  @Test
  void after_and_before_together_cut_out_what_lies_between_them() {
    insertJobs(12);
    var all = page(Map.of("first", 12));
    var cursors = all.texts("/project/jobs/edges", "cursor");
    for (int from = 0; from < 12; from++) {
      for (int to = from + 1; to < 12; to++) {
        var between = Map.of("after", cursors.get(from), "before", cursors.get(to));
        var firstArguments = new HashMap<String, Object>(between);
        firstArguments.put("first", 3);
        var lastArguments = new HashMap<String, Object>(between);
        lastArguments.put("last", 3);
        var inside = expected().subList(from + 1, to);
        int size = Math.min(3, inside.size());
        var first = page(firstArguments);
        assertThat(ids(first)).isEqualTo(inside.subList(0, size));
        assertThat(info(first, "hasNextPage")).isTrue();
        assertThat(info(first, "hasPreviousPage")).isTrue();
        assertThat(ids(page(lastArguments)))
            .isEqualTo(inside.subList(inside.size() - size, inside.size()));
      }
    }
  }

  @Test
  void rows_added_meanwhile_neither_repeat_nor_hide_others() {
    insertJobs(10);
    var before = expected();
    var first = page(Map.of("first", 5));
    TestApi.sql(
        "insert into app.job (org_id, project_id, owner_id, kind, question) values (?, ?, ?, 'ANSWER', 'new')",
        scene.org(),
        Scene.uuid(scene.project()),
        scene.member().id());
    var cursor = first.text("/project/jobs/pageInfo/endCursor");
    assertThat(ids(page(Map.of("first", 5, "after", cursor)))).isEqualTo(before.subList(5, 10));
  }

  @Test
  void an_empty_list_has_no_cursors_and_no_pages() {
    var reply = page(Map.of("first", 5));
    assertThat(reply.data("/project/jobs/pageInfo").toString())
        .isEqualTo(
            "{\"hasNextPage\":false,\"hasPreviousPage\":false,\"startCursor\":null,\"endCursor\":null}");
    assertThat(reply.data("/project/jobs/totalCount").asInt()).isZero();
  }

  @Test
  void without_first_and_last_a_page_has_20_rows() {
    insertJobs(25);
    var reply = page(Map.of());
    assertThat(ids(reply)).hasSize(20);
    assertThat(reply.data("/project/jobs/totalCount").asInt()).isEqualTo(25);
  }

  @Test
  void contradictory_and_excessive_page_arguments_are_refused_by_name_and_value() {
    assertThat(page(Map.of("first", 1, "last", 1)).toString())
        .contains("INVALID_PAGINATION", "first: 1, last: 1 (expected: one of them)");
    assertThat(page(Map.of("first", 0)).toString())
        .contains("INVALID_PAGINATION", "first: 0 (expected: 1..100)");
    assertThat(page(Map.of("last", 101)).toString())
        .contains("INVALID_PAGINATION", "last: 101 (expected: 1..100)");
    assertThat(page(Map.of("first", Integer.MIN_VALUE)).errorCodes())
        .containsExactly("INVALID_PAGINATION");
  }

  @Test
  void a_cursor_of_another_list_or_of_no_list_is_refused() {
    insertJobs(2);
    var cursor = page(Map.of("first", 1)).text("/project/jobs/pageInfo/endCursor");
    var other = Scene.create();
    var foreign =
        other.member().query(PAGE, Map.of("p", other.project(), "first", 1, "after", cursor));
    assertThat(foreign.errorCodes()).containsExactly("INVALID_PAGINATION");
    for (var text : List.of("", "x", "ö", "AAAA", cursor + "AA", cursor.substring(2))) {
      assertThat(page(Map.of("first", 1, "after", text)).errorCodes())
          .as(text)
          .containsExactly("INVALID_PAGINATION");
    }
  }
}
