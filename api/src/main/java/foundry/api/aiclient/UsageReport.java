package foundry.api.aiclient;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organization's usage, added up.
 *
 * @param after set if there are more sums than were asked for
 */
public record UsageReport(List<Sum> usage, @Nullable String after) {
  /**
   * One sum. What it is not kept apart by is null.
   *
   * @param project an id, or {@code -} for calls about none
   * @param cost of the calls whose price is known; null if there are none such
   * @param callsWithoutCost whose price is not known
   */
  public record Sum(
      @Nullable String day,
      @Nullable String model,
      @Nullable String project,
      @Nullable String user,
      long calls,
      long failedCalls,
      long inputTokens,
      long outputTokens,
      long cachedInputTokens,
      @Nullable BigDecimal cost,
      @Nullable String currency,
      long callsWithoutCost) {}
}
