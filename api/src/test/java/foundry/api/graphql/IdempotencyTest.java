package foundry.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same request sent again, as a client does whose answer got lost. */
final class IdempotencyTest {
  private final Scene scene = Scene.create();
  private final String key = UUID.randomUUID().toString();

  private Reply create(Person person, String name, String idempotencyKey) {
    return person.query(
        """
        mutation($i: CreateProjectInput!) { createProject(input: $i) {
          project { id name } projectEdge { cursor } auditEventId
          userErrors { code message field } } }
        """,
        Map.of(
            "i", Map.of("orgId", scene.orgId(), "name", name, "idempotencyKey", idempotencyKey)));
  }

  private String projects() {
    return TestApi.value("select count(*) from app.project where org_id = ?", scene.org());
  }

  @Test
  void a_request_that_is_sent_again_is_answered_as_before_and_done_once() {
    var first = create(scene.member(), "Pumps", key);
    var again = create(scene.member(), "Pumps", key);
    assertThat(first.userErrors()).isEmpty();
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(projects()).isEqualTo("2");
  }

  @Test
  void nodes_are_read_afresh_when_a_request_is_answered_again() {
    var first = create(scene.member(), "Pumps", key);
    var project = Scene.uuid(first.text("/createProject/project/id"));
    TestApi.sql("update app.project set name = 'Valves' where id = ?", project);
    assertThat(create(scene.member(), "Pumps", key).text("/createProject/project/name"))
        .isEqualTo("Valves");
    TestApi.sql("delete from app.membership where user_id = ?", scene.member().id());
    var later = create(scene.member(), "Pumps", key);
    assertThat(later.data("/createProject/project").isNull()).isTrue();
    assertThat(later.toString()).doesNotContain("Valves");
  }

  @Test
  void many_who_send_one_request_at_once_do_it_once() {
    var replies =
        IntStream.range(0, 8)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> create(scene.member(), "Pumps", key)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(replies.stream().map(reply -> reply.text("/createProject/project/id")).distinct())
        .hasSize(1);
    assertThat(projects()).isEqualTo("2");
  }

  @Test
  void a_key_with_another_input_or_for_another_mutation_is_refused() {
    create(scene.member(), "Pumps", key);
    var other = create(scene.member(), "Valves", key);
    assertThat(other.userErrors()).containsExactly("IDEMPOTENCY_MISMATCH idempotencyKey");
    assertThat(other.userErrorMessage()).contains("another input");
    var ask =
        scene
            .member()
            .query(
                "mutation($i: AskInput!) { ask(input: $i) { job { id } userErrors { code message field } } }",
                Map.of(
                    "i",
                    Map.of("projectId", scene.project(), "question", "?", "idempotencyKey", key)));
    assertThat(ask.userErrors()).containsExactly("IDEMPOTENCY_MISMATCH idempotencyKey");
    assertThat(ask.userErrorMessage()).contains("createProject");
    assertThat(projects()).isEqualTo("2");
  }

  @Test
  void a_refused_request_keeps_nothing_so_that_it_may_be_put_right() {
    assertThat(create(scene.member(), "", key).userErrors()).containsExactly("INVALID_INPUT name");
    assertThat(create(scene.member(), "Pumps", key).userErrors()).isEmpty();
  }

  @Test
  void two_people_may_use_the_same_key() {
    var other = TestApi.member(scene.org(), "Eve", "MEMBER");
    var mine = create(scene.member(), "Pumps", key);
    var theirs = create(other, "Pumps", key);
    assertThat(theirs.userErrors()).isEmpty();
    assertThat(theirs.text("/createProject/project/id"))
        .isNotEqualTo(mine.text("/createProject/project/id"));
  }

  @Test
  void a_key_has_1_to_100_characters_and_no_control_characters() {
    for (var bad : List.of("", "x".repeat(101), "a\u0000b", "a\nb")) {
      assertThat(create(scene.member(), "Pumps", bad).userErrors())
          .containsExactly("INVALID_INPUT idempotencyKey");
    }
    assertThat(create(scene.member(), "Pumps", "😀".repeat(100)).userErrors()).isEmpty();
  }

  @Test
  void an_upload_is_made_anew_and_nothing_of_it_is_kept() {
    byte[] bytes = "The pump.".getBytes(StandardCharsets.UTF_8);
    var input =
        new HashMap<String, Object>(
            Map.of(
                "projectId",
                scene.project(),
                "name",
                "a.txt",
                "mediaType",
                "text/plain",
                "sizeBytes",
                bytes.length,
                "sha256",
                Scene.sha256(bytes),
                "idempotencyKey",
                key));
    var first = scene.createDocument(input);
    var again = scene.createDocument(input);
    assertThat(again.text("/createDocument/auditEventId"))
        .isEqualTo(first.text("/createDocument/auditEventId"));
    assertThat(Scene.put(again, bytes)).isEqualTo(200);
    assertThat(TestApi.value("select payload from app.idempotency where key = ?", key))
        .doesNotContain("http");
    TestApi.sql("update app.membership set role = 'VIEWER' where user_id = ?", scene.member().id());
    var byReader = scene.createDocument(input);
    assertThat(byReader.data("/createDocument/document").isNull()).isFalse();
    assertThat(byReader.data("/createDocument/upload").isNull()).as("leave to write").isTrue();
  }
}
