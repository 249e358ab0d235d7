package foundry.api.usage;

import foundry.api.aiclient.UsageReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What models were used in a period, added up.
 *
 * @param to included
 */
record Usage(LocalDate from, LocalDate to, List<UsageReport.Sum> sums) {
  /** What the AI service says for none. */
  private static final String NONE = "-";

  /** Decimal places of a micro-unit. */
  private static final int MICROS = 6;

  static @Nullable UUID project(UsageReport.Sum sum) {
    return id(sum.project());
  }

  static @Nullable UUID user(UsageReport.Sum sum) {
    return id(sum.user());
  }

  static @Nullable Long costMicros(UsageReport.Sum sum) {
    var cost = sum.cost();
    return cost == null ? null : micros(cost);
  }

  private static long micros(BigDecimal cost) {
    return cost.movePointRight(MICROS).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private static @Nullable UUID id(@Nullable String text) {
    return text == null || text.equals(NONE) ? null : UUID.fromString(text);
  }
}
