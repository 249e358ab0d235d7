package foundry.ai.route;

import foundry.ai.UpstreamLimits;
import java.util.concurrent.TimeUnit;

/**
 * How long a target of one call may be silent before its deadline says that it is another's turn.
 */
final class Patience {
  /** The timeouts are all that bounds a target. */
  static final long ENDLESS = Long.MAX_VALUE;

  private final Ticker ticker;
  private final Asked asked;
  private final long startNanos;

  /** From now on. */
  Patience(Ticker ticker, Asked asked) {
    this.ticker = ticker;
    this.asked = asked;
    this.startNanos = ticker.nanos();
  }

  /** Until the deadline. */
  long leftMillis() {
    if (asked.deadlineMillis().isEmpty()) return ENDLESS;
    long gone = TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - startNanos);
    return asked.deadlineMillis().get() - gone;
  }

  /** Another target may be asked. */
  long forAnother() {
    return half(UpstreamLimits.PATIENCE_MILLIS_MIN);
  }

  /** Nobody but the same target may be asked, and an answer that comes whole is not begun twice. */
  long forRepeat(int attempt) {
    return asked.prompt().streamed() ? half(2 * Backoff.millisMax(attempt)) : ENDLESS;
  }

  /** Half of what is left, as long as another attempt fits into the other half. */
  private long half(long needed) {
    if (asked.deadlineMillis().isEmpty()) return ENDLESS;
    long half = leftMillis() / 2;
    return half < needed ? ENDLESS : half;
  }
}
