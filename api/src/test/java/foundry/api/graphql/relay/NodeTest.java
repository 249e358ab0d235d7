package foundry.api.graphql.relay;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.http.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeTest {
  private final Scene scene = Scene.create();

  @Test
  void nodes_come_in_the_order_asked_for_with_null_for_what_is_not_there() {
    var nothing = "prj_" + "0".repeat(32);
    var ids = List.of(scene.orgId(), nothing, scene.project(), "rubbish", scene.project());
    var reply =
        scene
            .member()
            .query("query($i: [ID!]!) { nodes(ids: $i) { __typename id } }", Map.of("i", ids));
    assertThat(reply.data("").toString())
        .isEqualTo(
            """
            {"nodes":[{"__typename":"Organization","id":"%s"},null,\
            {"__typename":"Project","id":"%s"},null,{"__typename":"Project","id":"%s"}]}"""
                .formatted(scene.orgId(), scene.project(), scene.project()));
  }

  @Test
  void more_than_100_nodes_at_once_are_refused() {
    var ids = Collections.nCopies(101, scene.project());
    var reply =
        scene.member().query("query($i: [ID!]!) { nodes(ids: $i) { id } }", Map.of("i", ids));
    assertThat(reply.toString()).contains("LIMIT_EXCEEDED", "ids: 101 (expected: at most 100)");
  }

  @Test
  void an_id_of_another_type_finds_nothing() {
    var wrong = scene.project().replace("prj_", "doc_");
    var reply = scene.member().query("query($i: ID!) { node(id: $i) { id } }", Map.of("i", wrong));
    assertThat(reply.data("").toString()).isEqualTo("{\"node\":null}");
    assertThat(reply.errorCodes()).isEmpty();
  }

  /** A string or a whole number, as the specification of GraphQL has it (3.5.5). */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "5.5", "5.0", "true", "[]", "[\"a\"]"})
  void an_id_that_is_neither_text_nor_a_whole_number_is_refused(String id) {
    var reply = node(id);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCodes()).containsExactly("INVALID_INPUT");
    assertThat(reply.toString()).contains("(expected: a string or a whole number)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"rubbish\"", "5", "-5", "99999999999999999999"})
  void an_id_of_any_text_or_whole_number_is_looked_for(String id) {
    assertThat(node(id).data("").toString()).isEqualTo("{\"node\":null}");
  }

  @Test
  void an_id_in_the_document_is_a_string_or_a_whole_number_too() {
    assertThat(scene.member().query("{ node(id: 5) { id } }").errorCodes()).isEmpty();
    for (var id : List.of("5.5", "{}", "true", "RUBBISH")) {
      var reply = scene.member().query("{ node(id: %s) { id } }".formatted(id));
      assertThat(reply.errorCodes()).containsExactly("INVALID_INPUT");
    }
  }

  private Reply node(String id) {
    var variables = Map.of("i", Json.tree(id));
    return scene.member().query("query($i: ID!) { node(id: $i) { id } }", variables);
  }
}
