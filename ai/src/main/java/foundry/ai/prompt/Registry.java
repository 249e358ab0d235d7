package foundry.ai.prompt;

import foundry.ai.Limits;
import foundry.ai.database.Database;
import foundry.ai.database.Transaction;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.viewer.Caller;
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

  /** A new version, or the newest if it is the same. */
  Version put(Caller caller, String name, String definition) {
    return database.in(
        caller.org(),
        sql -> {
          sql.first(
              "select pg_advisory_xact_lock(hashtextextended(?, 0))",
              row -> 0,
              caller.org() + "/" + name);
          var newest = newest(sql, name);
          if (newest.isPresent() && newest.get().definition().equals(definition)) {
            return newest.get();
          }
          int version = newest.map(Version::version).orElse(0) + 1;
          if (version > Limits.TEMPLATE_VERSIONS_MAX) {
            throw Refused.invalid(
                "name: %d versions (expected: at most %d)"
                    .formatted(version - 1, Limits.TEMPLATE_VERSIONS_MAX));
          }
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
        });
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
    boolean moved =
        database.in(
            caller.org(),
            sql ->
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
                        version)
                    == 1);
    if (!moved) throw unknown(name);
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
              Limits.TEMPLATES_LISTED_MAX);
          sql.rows(
              "select name, label, version from ai.template_label where org_id = ai.org_id()",
              row -> label(summaries, row));
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
