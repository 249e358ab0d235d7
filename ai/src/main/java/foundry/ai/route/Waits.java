package foundry.ai.route;

import java.time.Duration;
import java.util.Optional;

/** How long a target let callers wait for the first piece, lately, in steps of a fifth or so. */
final class Waits {
  /** Four steps from one power of two to the next, up to 2^20 ms. */
  private static final int STEPS = 80;

  private static final int MILLIS_MAX = 1 << 20;

  private final Window window;

  Waits(Ticker ticker, Duration span, int spans) {
    this.window = new Window(ticker, span, spans, STEPS);
  }

  void add(long millis) {
    window.add(step(Math.clamp(millis, 0, MILLIS_MAX - 1)));
  }

  private static int step(int millis) {
    if (millis < 4) return millis;
    int power = 31 - Integer.numberOfLeadingZeros(millis);
    return (power - 1) * 4 + ((millis >> (power - 2)) & 3);
  }

  /** The longest wait of a step. */
  private static long longest(int step) {
    if (step < 4) return step;
    int power = step / 4 + 1;
    return ((5L + step % 4) << (power - 2)) - 1;
  }

  /** As long as 95 of 100 waited at most; empty where there were too few to tell. */
  Optional<Long> p95(int waitsMin) {
    long[] counts = new long[STEPS];
    long all = 0;
    for (int step = 0; step < STEPS; step++) {
      counts[step] = window.sum(step);
      all += counts[step];
    }
    if (all < waitsMin) return Optional.empty();
    long upTo = 0;
    for (int step = 0; step < STEPS; step++) {
      upTo += counts[step];
      if (upTo * 100 >= all * 95) return Optional.of(longest(step));
    }
    return Optional.empty();
  }

  void clear() {
    window.clear();
  }
}
