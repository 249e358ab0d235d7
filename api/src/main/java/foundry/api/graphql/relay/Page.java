package foundry.api.graphql.relay;

import java.util.List;
import java.util.Optional;

/** A part of a list, as clients see it. */
sealed interface Page permits Connection {
  List<Edge> edges();

  boolean hasNextPage();

  boolean hasPreviousPage();

  int totalCount();

  default List<Node> nodes() {
    return edges().stream().map(Edge::node).toList();
  }

  /** Nothing on an empty page. */
  default Optional<String> startCursor() {
    return edges().isEmpty() ? Optional.empty() : Optional.of(edges().getFirst().cursor());
  }

  default Optional<String> endCursor() {
    return edges().isEmpty() ? Optional.empty() : Optional.of(edges().getLast().cursor());
  }
}
