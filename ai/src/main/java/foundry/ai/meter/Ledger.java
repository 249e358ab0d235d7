package foundry.ai.meter;

import foundry.ai.database.Database;
import foundry.ai.database.Transaction;
import foundry.viewer.KeyId;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What calls used, in PostgreSQL: one row a call, however often it is written down. Blocks. */
record Ledger(Database database) {
  private static final String INSERT =
      """
      insert into ai.usage (id, org_id, user_id, project_id, key_id, at, operation, requested,
        provider, model, input_tokens, output_tokens, cached_input_tokens, cache_write_tokens,
        reasoning_tokens, estimated, cost, currency, price_version, ended, duration_micros,
        first_text_micros, attempts, streamed)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do nothing
      """;

  /** All or none; in the order of their keys, so that two writers cannot wait for each other. */
  void write(List<Entry> entries) {
    if (entries.isEmpty()) return;
    var byOrg = new TreeMap<OrgId, List<Entry>>(Comparator.comparing(OrgId::value));
    for (var entry : entries) {
      byOrg.computeIfAbsent(entry.usage().caller().org(), org -> new ArrayList<>()).add(entry);
    }
    database.asNobody(
        transaction -> {
          for (var org : byOrg.entrySet()) write(transaction, org.getKey(), org.getValue());
          return true;
        });
  }

  private static void write(Transaction transaction, OrgId org, List<Entry> entries)
      throws SQLException {
    transaction.become(org);
    entries.sort(Comparator.comparing(entry -> entry.usage().id()));
    var rows = new ArrayList<@Nullable Object[]>(entries.size());
    for (var entry : entries) rows.add(row(entry));
    transaction.runAll(INSERT, rows);
  }

  private static @Nullable Object[] row(Entry entry) {
    var usage = entry.usage();
    var caller = usage.caller();
    var tokens = usage.usage();
    var cost = entry.cost();
    return new @Nullable Object[] {
      storable(usage.id()),
      caller.org().value(),
      caller.user().value(),
      caller.project().map(ProjectId::value).orElse(null),
      caller.key().map(KeyId::value).orElse(null),
      usage.at().atOffset(ZoneOffset.UTC),
      usage.operation(),
      usage.requested().map(Ledger::storable).orElse(null),
      storable(usage.provider()),
      storable(usage.model()),
      Math.max(0, tokens.input()),
      Math.max(0, tokens.output()),
      Math.max(0, tokens.cachedInput()),
      Math.max(0, tokens.cacheWrite()),
      Math.max(0, tokens.reasoning()),
      usage.estimated(),
      cost.map(Cost::amount).orElse(null),
      cost.map(Cost::currency).orElse(null),
      cost.map(Cost::priceVersion).orElse(null),
      usage.end().name(),
      usage.durationMicros(),
      usage.firstTextMicros().orElse(null),
      usage.attempts(),
      usage.streamed()
    };
  }

  /** PostgreSQL's text knows every character but one; names come from outside. */
  private static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '?');
  }
}
