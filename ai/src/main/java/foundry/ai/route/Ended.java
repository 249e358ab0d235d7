package foundry.ai.route;

import foundry.ai.provider.Outcome;
import java.util.Optional;

/**
 * How a call ended, all attempts taken together.
 *
 * @param target the one that made the outcome
 * @param attempts how often a provider was asked; 0: nobody was, since all are failing or busy
 * @param fallbacks how many other targets were asked before or beside this one
 * @param before what attempts used whose text is part of the answer, but which did not end it; an
 *     estimate
 */
public record Ended(
    Outcome outcome, Target target, int attempts, int fallbacks, Optional<Outcome.Usage> before) {}
