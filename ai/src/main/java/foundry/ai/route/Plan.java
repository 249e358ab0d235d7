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

  public Target first() {
    return targets.getFirst();
  }
}
