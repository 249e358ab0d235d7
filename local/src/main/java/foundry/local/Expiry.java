package foundry.local;

import foundry.local.data.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** When a key ends, as people write it: {@code 30d} or {@code 2027-01-31}. */
final class Expiry {
  /** As the contract has it. */
  private static final int DAYS_MAX = 3_650;

  private Expiry() {}

  /** Days from today. Throws {@link Refusal}. */
  static int days(String when, LocalDate today) {
    long days = when.endsWith("d") ? number(when) : ChronoUnit.DAYS.between(today, day(when));
    if (days < 1 || days > DAYS_MAX) throw wrong(when);
    return Math.toIntExact(days);
  }

  private static long number(String when) {
    try {
      return Long.parseLong(when.substring(0, when.length() - 1));
    } catch (NumberFormatException e) {
      throw wrong(when);
    }
  }

  private static LocalDate day(String when) {
    try {
      return LocalDate.parse(when);
    } catch (DateTimeException e) {
      throw wrong(when);
    }
  }

  private static Refusal wrong(String when) {
    return new Refusal(
        "--expires %s (expected: 1d..%dd, or a day to come such as 2027-01-31)."
            .formatted(when, DAYS_MAX),
        "Leave it out for a key that does not end.");
  }
}
