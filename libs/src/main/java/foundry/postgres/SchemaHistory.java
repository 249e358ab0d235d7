package foundry.postgres;

import foundry.postgres.Migration.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * The migrations that a program knows, compared with those that a database has seen.
 *
 * @param schema that keeps what has been run
 * @param known by their versions
 */
record SchemaHistory(String schema, Map<MigrationVersion, Known> known) {
  static final String TABLE = "flyway_schema_history";

  /** A file of this program. */
  record Known(String file, @Nullable Integer checksum) {}

  private record Run(MigrationVersion version, String file, @Nullable Integer sum, boolean done) {}

  /** What this program's files are; looks into the database as well, which it must reach. */
  static SchemaHistory of(String schema, Flyway flyway) {
    var known =
        Stream.of(flyway.info().all())
            .filter(info -> info.isVersioned() && info.getResolvedChecksum() != null)
            .collect(
                Collectors.toMap(
                    MigrationInfo::getVersion,
                    info -> new Known(info.getScript(), info.getResolvedChecksum())));
    return new SchemaHistory(schema, Map.copyOf(known));
  }

  /** All migrations that either side knows, in their order. */
  List<Migration> compare(Connection connection) throws SQLException {
    var all = new TreeMap<MigrationVersion, Migration>();
    for (var run : runs(connection)) all.put(run.version(), migration(run, state(run)));
    var last = all.isEmpty() ? MigrationVersion.EMPTY : all.lastKey();
    known.forEach(
        (version, file) -> {
          var state = version.compareTo(last) < 0 ? State.SKIPPED : State.PENDING;
          all.putIfAbsent(version, new Migration(version.getVersion(), file.file(), state));
        });
    return List.copyOf(all.values());
  }

  private static Migration migration(Run run, State state) {
    return new Migration(run.version().getVersion(), run.file(), state);
  }

  private State state(Run run) {
    if (!run.done()) return State.FAILED;
    var file = known.get(run.version());
    if (file == null) return State.UNKNOWN;
    return Objects.equals(file.checksum(), run.sum()) ? State.APPLIED : State.CHANGED;
  }

  private List<Run> runs(Connection connection) throws SQLException {
    var runs = new ArrayList<Run>();
    try (var statement = connection.createStatement()) {
      if (!exists(connection)) return runs;
      var sql =
          "select version, script, checksum, success from %s.%s where version is not null"
              .formatted(statement.enquoteIdentifier(schema, true), TABLE);
      try (var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          runs.add(
              new Run(
                  MigrationVersion.fromVersion(rows.getString(1)),
                  rows.getString(2),
                  rows.getObject(3, Integer.class),
                  rows.getBoolean(4)));
        }
      }
    }
    return runs;
  }

  private boolean exists(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select from pg_tables where schemaname = ? and tablename = ?")) {
      statement.setString(1, schema);
      statement.setString(2, TABLE);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
