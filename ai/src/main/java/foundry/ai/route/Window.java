package foundry.ai.route;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Counts of the last moments, in a ring of short spans: what is older than the ring falls out. Any
 * number of threads may count; nobody waits for another.
 */
final class Window {
  private record Span(long tick, AtomicIntegerArray counts) {}

  private final Ticker ticker;
  private final long spanNanos;
  private final int counters;
  private final AtomicReferenceArray<Span> ring;

  /**
   * @param spans of which the newest is still being filled
   * @param counters how many things are counted
   */
  Window(Ticker ticker, Duration span, int spans, int counters) {
    this.ticker = ticker;
    this.spanNanos = span.toNanos();
    this.counters = counters;
    this.ring = new AtomicReferenceArray<>(spans);
  }

  void add(int counter) {
    newest().counts().incrementAndGet(counter);
  }

  private Span newest() {
    long tick = Math.floorDiv(ticker.nanos(), spanNanos);
    int at = Math.floorMod(tick, ring.length());
    var seen = ring.get(at);
    if (seen != null && seen.tick() == tick) return seen;
    var fresh = new Span(tick, new AtomicIntegerArray(counters));
    if (ring.compareAndSet(at, seen, fresh)) return fresh;
    var other = ring.get(at);
    return other == null ? fresh : other; // emptied in the same moment: what is counted is lost
  }

  long sum(int counter) {
    long oldest = Math.floorDiv(ticker.nanos(), spanNanos) - ring.length() + 1;
    long sum = 0;
    for (int at = 0; at < ring.length(); at++) {
      var span = ring.get(at);
      if (span != null && span.tick() >= oldest) sum += span.counts().get(counter);
    }
    return sum;
  }

  void clear() {
    for (int at = 0; at < ring.length(); at++) ring.set(at, null);
  }
}
