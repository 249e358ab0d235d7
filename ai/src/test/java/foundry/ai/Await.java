package foundry.ai;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits on a condition that something else brings about. */
final class Await {
  private static final long LOOK_NANOS = 5_000_000;

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("still not: " + what);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
