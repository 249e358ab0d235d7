package foundry.ai.route;

import foundry.ai.provider.Outcome;
import foundry.ai.provider.Used;
import java.util.List;

/**
 * How a call ended, all attempts taken together.
 *
 * @param target the one that made the outcome
 * @param attempts how often a provider was asked; 0: nobody was, since all are failing or busy
 * @param fallbacks how many other targets were asked before or beside this one
 * @param before what each attempt used that did not end it; estimates
 * @param open whether the attempt that made the outcome was at work, so that it used something even
 *     where the outcome does not say how much
 */
public record Ended(
    Outcome outcome, Target target, int attempts, int fallbacks, List<Used> before, boolean open) {
  /** Nobody was asked yet. */
  public static Ended unasked(Outcome outcome, Target target) {
    return new Ended(outcome, target, 0, 0, List.of(), false);
  }
}
