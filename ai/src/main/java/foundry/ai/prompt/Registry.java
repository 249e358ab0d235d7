package foundry.ai.prompt;

import foundry.ai.Limits;
import foundry.ai.database.Database;
import foundry.ai.database.Transaction;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.viewer.Caller;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The templates of each organization, in PostgreSQL. Blocks. */
final class Registry {
  /**
   * @param definition JSON of variables and messages, as it was put
   */
  record Version(String name, int version, String definition, Instant createdAt) {}

  record Summary(String name, int latest, Map<String, Integer> labels) {}

  private final Database database;

  Registry(Database database) {
    this.database = database;
  }

  /**
   * A new version, or the newest if it is the same.
   *
   * @param label that points at it from then on
   */
  Version put(Caller caller, String name, String definition, Optional<String> label) {
    return database.in(
        caller.org(),
        sql -> {
          oneAtATime(sql, caller);
          var newest = newest(sql, name);
          boolean same = newest.isPresent() && newest.get().definition().equals(definition);
          int before = newest.map(Version::version).orElse(0);
          var version = same ? newest.get() : insert(sql, caller, name, before + 1, definition);
          if (label.isPresent()) move(sql, caller, name, label.get(), version.version());
          return version;
        });
  }

  /** Whoever counts must not be counted past. */
  private static void oneAtATime(Transaction sql, Caller caller) throws SQLException {
    sql.first(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> 0,
        caller.org() + "/templates");
  }

  private static Version insert(
      Transaction sql, Caller caller, String name, int version, String definition)
      throws SQLException {
    bound("versions of " + name, version, Limits.TEMPLATE_VERSIONS_MAX);
    boundAll(sql, version == 1 ? 1 : 0, definition);
    return sql.first(
            """
            insert into ai.template (org_id, name, version, definition, user_id)
            values (?, ?, ?, ?, ?) returning name, version, definition, created_at
            """,
            Registry::version,
            caller.org().value(),
            name,
            version,
            definition,
            caller.user().value())
        .orElseThrow();
  }

  /** Of the whole organization. */
  private static void boundAll(Transaction sql, int names, String definition) throws SQLException {
    sql.rows(
        """
        select count(distinct name), coalesce(sum(octet_length(definition)), 0) from ai.template
        where org_id = ai.org_id()
        """,
        row -> {
          bound("templates", row.getLong(1) + names, Limits.TEMPLATES_MAX);
          long bytes = row.getLong(2) + definition.getBytes(StandardCharsets.UTF_8).length;
          bound("bytes of all templates", bytes, Limits.TEMPLATES_BYTES_PER_ORG_MAX);
          return true;
        });
  }

  private static void bound(String what, long count, long max) {
    if (count <= max) return;
    throw Refused.invalid("name: %d %s (expected: at most %d)".formatted(count, what, max));
  }

  private static Optional<Version> newest(Transaction sql, String name) throws SQLException {
    return sql.first(
        """
        select name, version, definition, created_at from ai.template
        where org_id = ai.org_id() and name = ? order by version desc limit 1
        """,
        Registry::version,
        name);
  }

  /** By number, by label, or the newest. */
  Optional<Version> find(
      Caller caller, String name, Optional<Integer> version, Optional<String> label) {
    return database.read(
        caller.org(),
        sql -> {
          if (version.isEmpty() && label.isEmpty()) return newest(sql, name);
          return sql.first(
              """
              select name, version, definition, created_at from ai.template
              where org_id = ai.org_id() and name = ? and version = coalesce(?,
                (select l.version from ai.template_label l
                 where l.org_id = ai.org_id() and l.name = ? and l.label = ?))
              """,
              Registry::version,
              name,
              version.orElse(null),
              name,
              label.orElse(null));
        });
  }

  /** Makes a label point at a version. */
  void move(Caller caller, String name, String label, int version) {
    database.in(
        caller.org(),
        sql -> {
          oneAtATime(sql, caller);
          move(sql, caller, name, label, version);
          return true;
        });
  }

  private static void move(Transaction sql, Caller caller, String name, String label, int version)
      throws SQLException {
    int moved =
        sql.run(
            """
            insert into ai.template_label (org_id, name, label, version, user_id)
            select org_id, name, ?, version, ? from ai.template
            where org_id = ai.org_id() and name = ? and version = ?
            on conflict (org_id, name, label)
            do update set version = excluded.version, user_id = excluded.user_id, moved_at = now()
            """,
            label,
            caller.user().value(),
            name,
            version);
    if (moved != 1) throw unknown(name);
    sql.rows(
        "select count(*) from ai.template_label where org_id = ai.org_id() and name = ?",
        row -> {
          bound("labels of " + name, row.getLong(1), Limits.TEMPLATE_LABELS_MAX);
          return true;
        },
        name);
  }

  Map<String, Integer> labels(Caller caller, String name) {
    return database.read(
        caller.org(),
        sql -> {
          var labels = new TreeMap<String, Integer>();
          sql.rows(
              "select label, version from ai.template_label where org_id = ai.org_id() and name = ?",
              row -> labels.put(row.getString(1), row.getInt(2)),
              name);
          return labels;
        });
  }

  List<Summary> list(Caller caller) {
    return database.read(
        caller.org(),
        sql -> {
          var summaries = new TreeMap<String, Summary>();
          sql.rows(
              """
              select name, max(version) from ai.template where org_id = ai.org_id()
              group by name order by name limit ?
              """,
              row ->
                  summaries.put(
                      row.getString(1),
                      new Summary(row.getString(1), row.getInt(2), new TreeMap<>())),
              Limits.TEMPLATES_MAX);
          sql.rows(
              """
              select name, label, version from ai.template_label where org_id = ai.org_id()
              order by name, label limit ?
              """,
              row -> label(summaries, row),
              Limits.TEMPLATES_MAX * Limits.TEMPLATE_LABELS_MAX);
          return List.copyOf(summaries.values());
        });
  }

  private static boolean label(Map<String, Summary> summaries, ResultSet row) throws SQLException {
    var summary = summaries.get(row.getString(1));
    if (summary == null) return false;
    summary.labels().put(row.getString(2), row.getInt(3));
    return true;
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        row.getString(1), row.getInt(2), row.getString(3), row.getTimestamp(4).toInstant());
  }

  static Refused unknown(String name) {
    return new Refused(
        ErrorCode.NOT_FOUND, "template %s: there is no such version or label".formatted(name));
  }
}
