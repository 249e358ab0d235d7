package foundry.ai.meter;

import com.fasterxml.jackson.annotation.JsonInclude;
import foundry.ai.database.Database;
import foundry.ai.http.Refused;
import foundry.viewer.OrgId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds an organization's usage up. Blocks. */
record Sums(Database database) {
  /** What sums are kept apart by. */
  enum Dimension {
    DAY,
    MODEL,
    USER,
    KEY,
    OPERATION,
    PROJECT
  }

  /** Of which calls: all of the organization, unless a project or a person is named. */
  record Of(@Nullable UUID project, @Nullable UUID user) {}

  /**
   * @param to included
   * @param by nothing: one sum of all
   */
  record Ask(LocalDate from, LocalDate to, Set<Dimension> by, Of of, int rowsMax) {}

  /**
   * One sum.
   *
   * @param cost of the calls whose price is known; null if there is none such
   * @param callsWithoutCost whose price is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      @Nullable String day,
      @Nullable String model,
      @Nullable String user,
      @Nullable String key,
      @Nullable String operation,
      @Nullable String project,
      long calls,
      long failedCalls,
      long estimatedCalls,
      long inputTokens,
      long outputTokens,
      long cachedInputTokens,
      long cacheWriteTokens,
      long reasoningTokens,
      @Nullable String cost,
      @Nullable String currency,
      long callsWithoutCost) {}

  /**
   * @param after where the next page starts; null if this is the last
   */
  record Page(List<Row> usage, @Nullable String after) {}

  private static final String SUM =
      """
      select * from (
        select
          case when ? then to_char(at at time zone 'UTC', 'YYYY-MM-DD') else '' end
            collate "C" as day,
          case when ? then model else '' end collate "C" as model,
          case when ? then user_id::text else '' end collate "C" as user_id,
          case when ? then coalesce(key_id::text, '-') else '' end collate "C" as key_id,
          case when ? then operation else '' end collate "C" as operation,
          case when ? then coalesce(project_id::text, '-') else '' end collate "C" as project_id,
          count(*) as calls,
          count(*) filter (where ended = 'FAILED') as failed,
          count(*) filter (where estimated) as estimated,
          sum(input_tokens) as input, sum(output_tokens) as output,
          sum(cached_input_tokens) as cached, sum(cache_write_tokens) as cache_write,
          sum(reasoning_tokens) as reasoning,
          sum(cost) as cost, min(currency) as currency,
          count(*) filter (where cost is null) as without_cost
        from ai.usage where org_id = ? and at >= ? and at < ?
          and (?::uuid is null or project_id = ?) and (?::uuid is null or user_id = ?)
        group by 1, 2, 3, 4, 5, 6) sums
      where ? or (day, model, user_id, key_id, operation, project_id) > (?, ?, ?, ?, ?, ?)
      order by day, model, user_id, key_id, operation, project_id limit ?
      """;

  /** Not of those that encoded values have. */
  private static final String SEPARATOR = ".";

  /**
   * @param after as an earlier page said; empty for the first
   */
  Page page(OrgId org, Ask ask, String after) {
    String[] last = last(after);
    var rows =
        database.read(
            org,
            sql ->
                sql.rows(
                    SUM,
                    Sums::row,
                    ask.by().contains(Dimension.DAY),
                    ask.by().contains(Dimension.MODEL),
                    ask.by().contains(Dimension.USER),
                    ask.by().contains(Dimension.KEY),
                    ask.by().contains(Dimension.OPERATION),
                    ask.by().contains(Dimension.PROJECT),
                    org.value(),
                    ask.from().atStartOfDay().atOffset(ZoneOffset.UTC),
                    ask.to().plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC),
                    ask.of().project(),
                    ask.of().project(),
                    ask.of().user(),
                    ask.of().user(),
                    after.isEmpty(), // a sum of all has nothing that could be greater
                    last[0],
                    last[1],
                    last[2],
                    last[3],
                    last[4],
                    last[5],
                    ask.rowsMax() + 1));
    if (rows.size() <= ask.rowsMax()) return new Page(rows, null);
    var page = rows.subList(0, ask.rowsMax());
    return new Page(page, cursor(page.getLast()));
  }

  private static Row row(ResultSet row) throws SQLException {
    var cost = row.getBigDecimal("cost");
    return new Row(
        given(row, "day"),
        given(row, "model"),
        given(row, "user_id"),
        given(row, "key_id"),
        given(row, "operation"),
        given(row, "project_id"),
        row.getLong("calls"),
        row.getLong("failed"),
        row.getLong("estimated"),
        row.getLong("input"),
        row.getLong("output"),
        row.getLong("cached"),
        row.getLong("cache_write"),
        row.getLong("reasoning"),
        cost == null ? null : plain(cost),
        row.getString("currency"),
        row.getLong("without_cost"));
  }

  /** Text, since the number of a JSON reader may not hold it. */
  private static String plain(BigDecimal cost) {
    return cost.signum() == 0 ? "0" : cost.stripTrailingZeros().toPlainString();
  }

  private static @Nullable String given(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text.isEmpty() ? null : text;
  }

  static String cursor(Row row) {
    return Stream.of(row.day(), row.model(), row.user(), row.key(), row.operation(), row.project())
        .map(value -> encoded(value == null ? "" : value))
        .collect(Collectors.joining(SEPARATOR));
  }

  /** Each on its own: whatever a model is called, it cannot be taken for a separator. */
  private static String encoded(String value) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }

  static String[] last(String after) {
    String[] last = after.isEmpty() ? new String[] {"", "", "", "", "", ""} : decoded(after);
    if (last.length == 6 && !String.join("", last).contains("\0")) return last;
    throw Refused.invalid("after: no place in this list (expected: as an earlier page said)");
  }

  private static String[] decoded(String after) {
    String[] values = after.split(Pattern.quote(SEPARATOR), -1);
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = new String(Base64.getUrlDecoder().decode(values[i]), StandardCharsets.UTF_8);
      }
      return values;
    } catch (IllegalArgumentException e) {
      return new String[0];
    }
  }
}
