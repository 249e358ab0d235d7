package foundry.api.graphql.relay;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Scene;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
