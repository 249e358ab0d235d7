package foundry.api.graphql.plan;

import org.jspecify.annotations.Nullable;

/** A node that was asked for by its id: its row, once it was read and if it is there. */
final class Found {
  private final NodePlan plan;
  private @Nullable Object @Nullable [] row;

  Found(NodePlan plan) {
    this.plan = plan;
  }

  NodePlan plan() {
    return plan;
  }

  @Nullable Object @Nullable [] row() {
    return row;
  }

  void arrived(@Nullable Object[] found) {
    this.row = found;
  }
}
