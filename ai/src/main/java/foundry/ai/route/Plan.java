package foundry.ai.route;

import java.util.List;
import java.util.Optional;

/**
 * The models that may answer a call, in the order in which they are asked.
 *
 * @param route the alias the caller used, if it is one
 */
public record Plan(Optional<String> route, List<Target> targets, Policy policy) {
  public Plan {
    if (targets.isEmpty()) throw new IllegalArgumentException("targets: none");
    targets = List.copyOf(targets);
  }

  /** The same with some of its targets. */
  public Plan only(List<Target> some) {
    return some.size() == targets.size() ? this : new Plan(route, some, policy);
  }

  public Target first() {
    return targets.getFirst();
  }
}
