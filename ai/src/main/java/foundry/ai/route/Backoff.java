package foundry.ai.route;

import foundry.ai.UpstreamLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: doubled each time, jittered, the provider's wish first.
 */
final class Backoff {
  private Backoff() {}

  static long millisMax(int nextAttempt) {
    return UpstreamLimits.BACKOFF_FIRST.toMillis() << (nextAttempt - 2);
  }

  /** Empty if the provider asks for more patience than a waiting reader has. */
  static Optional<Duration> before(int nextAttempt, Optional<Duration> retryAfter) {
    if (retryAfter.isPresent()) {
      return retryAfter.filter(wait -> wait.compareTo(UpstreamLimits.RETRY_AFTER_MAX) <= 0);
    }
    long millis = millisMax(nextAttempt);
    return Optional.of(Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis)));
  }
}
