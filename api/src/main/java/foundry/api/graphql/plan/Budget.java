package foundry.api.graphql.plan;

import foundry.api.graphql.plan.ObjectPlan.Slot;
import foundry.api.graphql.plan.Value.Shape;

/**
 * How many statements a plan reads with at most: known when it is compiled, since none of them
 * depends on how many rows there are. What is left out by {@code @skip} and what lies beyond no
 * cursor is counted all the same.
 */
final class Budget {
  private Budget() {}

  /** For objects that are at hand. */
  static int of(ObjectPlan plan) {
    return plan.deferred().stream().mapToInt(Budget::of).sum();
  }

  private static int of(Slot slot) {
    return switch (slot.value()) {
      case Value.Stored stored -> of(stored.shape(), true);
      case Value.Page page -> of(page.list());
      case Value.Inside inside -> of(inside.object());
      case Value.Fixed ignored -> 0;
      case Value.Cell ignored -> 0;
      case Value.Worked ignored -> 0;
    };
  }

  /**
   * @param single true if it is the shape of one value, so that a node comes with its first list
   */
  private static int of(Shape shape, boolean single) {
    return switch (shape) {
      case Shape.Leaf ignored -> 0;
      case Shape.Plain(var object) -> of(object);
      case Shape.Many(var item, var ignored) -> of(item, false);
      case Shape.EdgeReference(var node, var ignored, var parts) -> of(node, single);
      case Shape.Reference(var byPrefix) -> {
        var each = byPrefix.values().stream().mapToInt(node -> of(node, single));
        yield single ? each.max().orElse(0) : each.sum();
      }
    };
  }

  private static int of(NodePlan node, boolean single) {
    int merged = single && node.firstList().isPresent() ? 1 : 0;
    return 1 + of(node.object()) - merged;
  }

  private static int of(ListPlan list) {
    var wanted = list.wanted();
    int more = (wanted.total() ? 1 : 0) + (wanted.next() ? 1 : 0) + (wanted.previous() ? 1 : 0);
    int page = list.hasRows() ? 1 : 0;
    return page + more + list.nodes().stream().mapToInt(Budget::of).sum();
  }
}
