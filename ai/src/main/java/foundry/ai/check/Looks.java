package foundry.ai.check;

import java.util.function.Supplier;

/**
 * How often all patterns of one schema together have looked at characters of one answer. A schema
 * chosen with care holds a slow pattern against thousands of texts. For one thread.
 */
final class Looks {
  /** A tenth of a second or so; an ordinary pattern looks at each character a few times. */
  private static final int PER_ANSWER_MAX = 10_000_000;

  private static final int PER_MATCH_MAX = 1_000_000;

  private static final ScopedValue<Looks> CURRENT = ScopedValue.newInstance();

  private int left = PER_ANSWER_MAX;
  private int leftOfMatch;

  /** Of the answer that is being checked, or of a single match where there is none. */
  static Looks current() {
    return CURRENT.isBound() ? CURRENT.get() : new Looks();
  }

  <T> T during(Supplier<T> check) {
    return ScopedValue.where(CURRENT, this).call(check::get);
  }

  void nextMatch() {
    leftOfMatch = PER_MATCH_MAX;
  }

  /** False once there were too many. */
  boolean look() {
    if (left <= 0) return false;
    left--;
    return --leftOfMatch >= 0;
  }

  boolean areUsedUp() {
    return left <= 0;
  }
}
