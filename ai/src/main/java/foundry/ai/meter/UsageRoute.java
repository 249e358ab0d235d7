package foundry.ai.meter;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** GET /v1/usage: what the caller's organization used, summed up. */
public final class UsageRoute implements Route {
  private static final int DAYS_DEFAULT = 30;

  /** What Java takes for a day, the database may not. */
  private static final int YEAR_MIN = 2000;

  private static final int YEAR_MAX = 9998;

  /** Kept apart by nothing. */
  private static final String ALL = "all";

  private static final String UUID_FORM = "[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";

  private final Sums sums;
  private final Clock clock;

  public UsageRoute(foundry.ai.database.Database database, Clock clock) {
    this.sums = new Sums(database);
    this.clock = clock;
  }

  @Override
  public void handle(Exchange exchange) {
    var today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    var to = day(exchange, "to", today);
    var from = day(exchange, "from", to.minusDays(DAYS_DEFAULT - 1L));
    if (from.isAfter(to) || from.plusDays(Limits.USAGE_DAYS_MAX).isBefore(to)) {
      throw Refused.invalid(
          "from: %s (expected: not after to, and at most %d days before)"
              .formatted(from, Limits.USAGE_DAYS_MAX));
    }
    var of = new Sums.Of(id(exchange, "project"), id(exchange, "user"));
    var ask = new Sums.Ask(from, to, by(exchange.queryParameter("by")), of, limit(exchange));
    exchange.reply(sums.page(exchange.caller().org(), ask, exchange.queryParameter("after")));
  }

  private static LocalDate day(Exchange exchange, String name, LocalDate standard) {
    String text = exchange.queryParameter(name);
    if (text.isEmpty()) return standard;
    try {
      var day = LocalDate.parse(text);
      if (day.getYear() >= YEAR_MIN && day.getYear() <= YEAR_MAX) return day;
    } catch (DateTimeException e) {
      // falls through to the one error for all of it
    }
    throw Refused.invalid("%s: no day (expected: such as %s)".formatted(name, standard));
  }

  private static @Nullable UUID id(Exchange exchange, String name) {
    String text = exchange.queryParameter(name);
    if (text.isEmpty()) return null;
    if (text.matches(UUID_FORM)) return UUID.fromString(text);
    throw Refused.invalid("%s: no id (expected: a UUID)".formatted(name));
  }

  private static Set<Sums.Dimension> by(String text) {
    if (text.isEmpty()) return EnumSet.of(Sums.Dimension.DAY, Sums.Dimension.MODEL);
    var by = EnumSet.noneOf(Sums.Dimension.class);
    if (text.equals(ALL)) return by;
    for (String word : text.split(",", -1)) by.add(dimension(word));
    return by;
  }

  private static Sums.Dimension dimension(String word) {
    for (var dimension : Sums.Dimension.values()) {
      if (dimension.name().toLowerCase(Locale.ROOT).equals(word)) return dimension;
    }
    throw Refused.invalid(
        "by: something unknown (expected: day, model, user, key, operation or project, with commas, or all)");
  }

  private static int limit(Exchange exchange) {
    String text = exchange.queryParameter("limit");
    if (text.isEmpty()) return Limits.USAGE_ROWS_DEFAULT;
    int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (limit >= 1 && limit <= Limits.USAGE_ROWS_MAX) return limit;
    throw Refused.invalid("limit: (expected: 1..%d)".formatted(Limits.USAGE_ROWS_MAX));
  }
}
