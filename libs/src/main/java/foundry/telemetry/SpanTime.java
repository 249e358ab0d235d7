package foundry.telemetry;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** From when to when, in nanoseconds since 1970. */
record SpanTime(long startEpochNanos, long endEpochNanos) {
  /** What began then and took so long. */
  static SpanTime of(Instant start, long nanos) {
    long began = TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano();
    return new SpanTime(began, began + nanos);
  }
}
