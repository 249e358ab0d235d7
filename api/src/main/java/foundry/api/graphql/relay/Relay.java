package foundry.api.graphql.relay;

import foundry.api.Limits;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import java.util.List;

/** {@code node} and {@code nodes}: any node again by its id. */
public final class Relay implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Wiring.class, "graphql.graphqls");
    wiring.query("node", call -> call.text("id"));
    wiring.query("nodes", Relay::nodes);
  }

  private static List<String> nodes(Call call) {
    var ids = call.texts("ids");
    if (ids.size() <= Limits.NODES_PER_QUERY_MAX) return ids;
    throw new Refusal(
        ErrorCode.LIMIT_EXCEEDED,
        "ids: %d (expected: at most %d)".formatted(ids.size(), Limits.NODES_PER_QUERY_MAX));
  }
}
