package foundry.ai.route;

import java.util.List;

/** The models that may answer a call, the first one first. */
public record Plan(List<Target> targets) {
  public Plan {
    if (targets.isEmpty()) throw new IllegalArgumentException("targets: none");
    targets = List.copyOf(targets);
  }

  public Target first() {
    return targets.getFirst();
  }
}
