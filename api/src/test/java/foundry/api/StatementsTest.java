package foundry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each list costs in SQL statements, which must not depend on how long it is. */
final class StatementsTest {
  private static final String DOCUMENTS =
      """
      query($id: ID!, $n: Int!) { project(id: $id) { documents(first: $n) { totalCount
        pageInfo { hasNextPage endCursor }
        edges { cursor node { id name status owner { name } project { name }
          ingestJob { id status percent owner { name } document { name } } } } } } }
      """;
  private static final String JOBS =
      """
      query($id: ID!, $n: Int!) { organization(id: $id) { jobs(first: $n) {
        nodes { id status owner { name } project { name } document { name }
          answer { text citations { number document { id name } } } } } } }
      """;
  private static final String AUDIT =
      """
      query($id: ID!, $n: Int!) { organization(id: $id) { auditEvents(first: $n) {
        nodes { action subjectName actor { name } } } } }
      """;
  private static final String PEOPLE =
      """
      query($id: ID!, $n: Int!) { organization(id: $id) { memberships(first: $n) { totalCount
        nodes { role user { name } organization { name } } } } }
      """;

  private final Scene scene = Scene.create();

  private int cost(String document, String id, int size, int rows) {
    int before = TestApi.statements();
    var reply = scene.member().query(document, Map.of("id", id, "n", size));
    int after = TestApi.statements();
    assertThat(reply.json().toString()).doesNotContain("errors");
    assertThat(reply.json().toString().split("\"name\"|\"action\"", -1).length).isGreaterThan(rows);
    return after - before;
  }

  private void fill() {
    for (int i = 0; i < 12; i++) {
      var owner = TestApi.member(scene.org(), "P" + i, "MEMBER");
      TestApi.sql(
          """
          with d as (insert into app.document (org_id, project_id, owner_id, name, media_type, size_bytes, sha256)
            values (?, ?, ?, 'd.txt', 'text/plain', 1, encode(sha256(?::bytea), 'hex')) returning id),
          i as (insert into app.job (org_id, project_id, owner_id, kind, document_id)
            select ?, ?, ?, 'INGEST', id from d),
          a as (insert into app.audit_event (org_id, actor_id, action) values (?, ?, 'thing.act'))
          insert into app.job (org_id, project_id, owner_id, kind, question, answer, citations)
            select ?, ?, ?, 'ANSWER', 'q', 'a', jsonb_build_array(jsonb_build_object('number', 1,
              'documentId', id, 'documentName', 'd', 'page', 1, 'pageLabel', 'p. 1', 'start', 0, 'end', 1,
              'quote', 'x')) from d
          """,
          scene.org(),
          Scene.uuid(scene.project()),
          owner.id(),
          owner.subject(),
          scene.org(),
          Scene.uuid(scene.project()),
          owner.id(),
          scene.org(),
          owner.id(),
          scene.org(),
          Scene.uuid(scene.project()),
          owner.id());
    }
  }

  /** One for the roles, one for the node with the page, one for what is said besides. */
  @ParameterizedTest
  @MethodSource
  void lists_cost_the_same_number_of_statements_however_long_they_are(String list, int budget) {
    fill();
    var id = list.equals(DOCUMENTS) ? scene.project() : scene.orgId();
    cost(list, id, 1, 1); // the token is known from here on
    assertThat(cost(list, id, 4, 4)).isEqualTo(budget);
    assertThat(cost(list, id, 24, 12)).isEqualTo(budget);
  }

  private static List<Arguments> lists_cost_the_same_number_of_statements_however_long_they_are() {
    return List.of(
        Arguments.of(DOCUMENTS, 3), // the total
        Arguments.of(JOBS, 3), // the documents that answers cite
        Arguments.of(AUDIT, 2),
        Arguments.of(PEOPLE, 3)); // the total
  }

  @Test
  void the_viewer_costs_two_statements() {
    scene.member().query("{ viewer { name } }");
    int before = TestApi.statements();
    scene.member().query("{ viewer { name } }");
    assertThat(TestApi.statements() - before).isEqualTo(2);
  }

  private int statements(String selection, Map<String, ?> variables) {
    var document =
        "query($o: ID!, $is: Boolean = false) { organization(id: $o) { projects { nodes { name id @include(if: $is) documents { %s } } } } }"
            .formatted(selection);
    var all = new HashMap<String, Object>(variables);
    all.put("o", scene.orgId());
    scene.member().query(document, all); // the token is known from here on
    int before = TestApi.statements();
    assertThat(scene.member().query(document, all).errorCodes()).isEmpty();
    return TestApi.statements() - before;
  }

  /** Beside those for the roles and the projects. */
  @Test
  void of_a_list_only_what_is_asked_for_is_read() {
    assertThat(statements("nodes { name } totalCount", Map.of())).isEqualTo(4);
    assertThat(statements("totalCount", Map.of())).isEqualTo(3);
    var perhaps =
        "nodes @include(if: $is) { name } pageInfo @include(if: $is) { hasNextPage } totalCount";
    assertThat(statements(perhaps, Map.of("is", true))).isEqualTo(4);
    assertThat(statements(perhaps, Map.of("is", false))).isEqualTo(3);
    assertThat(statements("nodes { name } totalCount @include(if: $is)", Map.of())).isEqualTo(3);
    assertThat(statements("__typename totalCount @include(if: $is)", Map.of())).isEqualTo(2);
  }
}
