package foundry.ai.route;

import foundry.ai.Settings.Timeouts;
import java.util.Optional;

/**
 * How a route asks its targets.
 *
 * @param attempts upstream calls at most, the first included
 * @param timeouts what is shorter, these or the provider's own, holds
 * @param hedge empty: nobody is asked while another is thinking
 * @param continues whether another target goes on where one broke off in the middle
 * @param sticky what keeps a caller on one of several weighted targets
 */
public record Policy(
    int attempts, Timeouts timeouts, Optional<Hedge> hedge, boolean continues, Sticky sticky) {
  /**
   * When a second target is asked although the first has not failed.
   *
   * @param afterMillis empty: the first target's own 95th percentile
   */
  public record Hedge(Optional<Integer> afterMillis) {}

  /** What is hashed. */
  public sealed interface Sticky {
    record Org() implements Sticky {}

    record User() implements Sticky {}

    /** Of the request; a call without it counts as its user's. */
    record Header(String name) implements Sticky {}
  }
}
