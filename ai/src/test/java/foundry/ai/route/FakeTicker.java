package foundry.ai.route;

import java.time.Duration;

/** A clock that stands still until it is told to go on. */
final class FakeTicker implements Ticker {
  private volatile long nanos = 1_000_000_000_000L;

  void pass(Duration time) {
    nanos = nanos + time.toNanos();
  }

  @Override
  public long nanos() {
    return nanos;
  }
}
