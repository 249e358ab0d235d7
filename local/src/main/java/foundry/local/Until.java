package foundry.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition by looking again and again. */
final class Until {
  private static final Duration PAUSE = Duration.ofMillis(40);

  private Until() {}

  /** False if it has not come true in time. */
  static boolean isTrue(Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      if (condition.getAsBoolean()) return true;
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return false;
  }
}
