package foundry.ai.route;

import java.time.Duration;

/**
 * When a target is left alone, and for how long.
 *
 * @param errorPercent so many failures of a hundred calls in the window open the breaker
 * @param callsMin fewer calls in the window than this say nothing
 * @param slowMillis a 95th percentile of the wait for the first piece above this is slow
 * @param slowFor slow for as long as this opens the breaker
 * @param open how long it stays open the first time; doubled each time the probes fail
 * @param avoidPercent so many failures of a hundred let calls try another target first
 */
public record BreakerRules(
    int errorPercent,
    int callsMin,
    long slowMillis,
    Duration slowFor,
    Duration open,
    int avoidPercent) {
  public static final BreakerRules DEFAULT =
      new BreakerRules(50, 20, 30_000, Duration.ofMinutes(2), Duration.ofSeconds(5), 10);
}
