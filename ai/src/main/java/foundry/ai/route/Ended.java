package foundry.ai.route;

import foundry.ai.provider.Outcome;

/**
 * How a call ended, all attempts taken together.
 *
 * @param target the one that made the outcome
 * @param attempts how often a provider was asked
 */
public record Ended(Outcome outcome, Target target, int attempts) {}
