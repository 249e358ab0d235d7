package foundry.ai.route;

import java.util.List;

/**
 * What stands behind a name that callers may use for a model.
 *
 * @param groups in the order in which they are asked
 */
public record RouteSpec(String alias, List<Group> groups, Policy policy) {
  /** Targets that share the calls between them. */
  public record Group(List<Share> shares) {
    public Group {
      shares = List.copyOf(shares);
    }
  }

  /**
   * @param model provider, slash, name
   * @param weight its part of the calls, against the others' of its group
   */
  public record Share(String model, int weight) {}

  public RouteSpec {
    groups = List.copyOf(groups);
  }

  /** Whether it answers calls that name no model. */
  public boolean standard() {
    return alias.equals(RouteTable.STANDARD);
  }
}
