package foundry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.http.Json;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is null says why, and takes nothing else with it. */
final class PromisesTest {
  private static final String QUERY =
      """
      query { viewer { name email organizations { nodes { id } edges { node { id ...Name } } } } }
      fragment Name on Organization { name }
      """;

  private final Scene scene = Scene.create();

  @Test
  void a_list_that_fails_leaves_the_rest_of_the_answer() {
    var reply =
        scene
            .member()
            .query("{ viewer { id name organizations(first: 0) { nodes { id } } } }", Map.of());
    assertThat(reply.data("/viewer/organizations").isNull()).isTrue();
    assertThat(reply.text("/viewer/name")).startsWith("Ann");
    assertThat(reply.json().at("/errors/0/path").toString())
        .isEqualTo("[\"viewer\",\"organizations\"]");
  }

  @Test
  void too_many_ids_leave_the_viewer() {
    var ids = Collections.nCopies(101, scene.project());
    var reply =
        scene
            .member()
            .query(
                "query($ids: [ID!]!) { nodes(ids: $ids) { id } viewer { id } }",
                Map.of("ids", ids));
    assertThat(reply.errorCodes()).containsExactly("LIMIT_EXCEEDED");
    assertThat(reply.data("/nodes").isNull()).isTrue();
    assertThat(reply.text("/viewer/id")).startsWith("usr_");
  }

  @Test
  void a_null_that_breaks_a_promise_is_found() {
    assertBroken("{'data': {'viewer': null}}", "/viewer");
    assertBroken("{'data': {'viewer': {'name': null}}}", "/viewer/name");
    assertBroken("{'data': {'viewer': {'organizations': null}}}", "/viewer/organizations");
    assertBroken(
        "{'data': {'viewer': {'organizations': {'nodes': [{'id': 'a'}, null]}}}}",
        "/viewer/organizations/nodes/1");
    assertBroken(
        "{'data': {'viewer': {'organizations': {'edges': [{'node': {'name': null}}]}}}}",
        "/viewer/organizations/edges/0/node/name");
    assertBroken("{'data': {'viewer': null}, 'errors': [{'path': ['viewers']}]}", "/viewer");
  }

  @Test
  void a_null_that_is_allowed_or_told_is_none() {
    assertKept("{'data': {'viewer': {'email': null}}}");
    assertKept("{'data': null}");
    assertKept("{'data': {'viewer': null}, 'errors': [{'path': ['viewer']}]}");
    assertKept("{'data': {'viewer': null}, 'errors': [{'path': ['viewer', 'name']}]}");
    assertKept(
        "{'data': {'viewer': {'organizations': {'nodes': [null]}}},"
            + " 'errors': [{'path': ['viewer', 'organizations', 'nodes', 0, 'name']}]}");
  }

  private static void assertBroken(String answer, String path) {
    assertThatThrownBy(() -> Promises.check(QUERY, Json.tree(answer.replace('\'', '"'))))
        .hasMessageEndingWith(": " + path);
  }

  private static void assertKept(String answer) {
    assertThatCode(() -> Promises.check(QUERY, Json.tree(answer.replace('\'', '"'))))
        .doesNotThrowAnyException();
  }
}
