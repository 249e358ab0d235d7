package foundry.api.graphql.relay;

import foundry.api.Limits;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Request;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code node}, {@code nodes}, and the connection types of the nodes that are listed. */
public final class Relay implements Feature {
  private final Map<String, NodeType<?, ?>> byPrefix;
  private final Set<NodeType<?, ?>> listed;

  /**
   * @param nodes every node type
   * @param listed those that have a connection
   */
  public Relay(List<NodeType<?, ?>> nodes, Set<NodeType<?, ?>> listed) {
    this.byPrefix =
        nodes.stream().collect(Collectors.toUnmodifiableMap(NodeType::prefix, Function.identity()));
    this.listed = listed;
  }

  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Wiring.class, "graphql.graphqls");
    wiring.query("node", call -> node(call.request(), call.text("id")));
    wiring.query("nodes", Relay.this::nodes);
    byPrefix.values().forEach(type -> wiring.node(type.type(), type.name()));
    listed.forEach(type -> connection(wiring, type.name()));
    wiring
        .type("PageInfo", Page.class)
        .field("hasNextPage", Page::hasNextPage)
        .field("hasPreviousPage", Page::hasPreviousPage)
        .field("startCursor", Page::startCursor)
        .field("endCursor", Page::endCursor);
  }

  private static void connection(Wiring wiring, String name) {
    wiring
        .type(name + "Connection", Page.class)
        .field("edges", Page::edges)
        .field("nodes", Page::nodes)
        .field("pageInfo", page -> page)
        .field("totalCount", Page::totalCount);
    wiring.type(name + "Edge", Edge.class).field("cursor", Edge::cursor).field("node", Edge::node);
  }

  private List<@Nullable Object> nodes(Call call) {
    var ids = call.texts("ids");
    if (ids.size() > Limits.NODES_PER_QUERY_MAX) {
      throw new Refusal(
          ErrorCode.LIMIT_EXCEEDED,
          "ids: %d (expected: at most %d)".formatted(ids.size(), Limits.NODES_PER_QUERY_MAX));
    }
    for (var id : ids) GlobalId.parse(id).ifPresent(known -> want(call.request(), known));
    var nodes = new ArrayList<@Nullable Object>();
    for (var id : ids) nodes.add(node(call.request(), id).orElse(null));
    return nodes;
  }

  private void want(Request request, GlobalId id) {
    var type = byPrefix.get(id.prefix());
    if (type != null) request.want(type.byId(), Set.<UUID>of(id.value()));
  }

  private Optional<? extends Node> node(Request request, String text) {
    return GlobalId.parse(text)
        .flatMap(
            id -> {
              var type = byPrefix.get(id.prefix());
              return type == null ? Optional.empty() : type.find(request, text);
            });
  }
}
