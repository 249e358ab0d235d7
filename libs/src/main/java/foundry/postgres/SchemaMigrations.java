package foundry.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one service's schema up to date as the role that owns it, then lets the serving roles log
 * in. Several replicas may start at once: a lock lets one at a time migrate and set passwords while
 * the others wait, who then find nothing left to do. Nothing is run on a schema that this program
 * does not know, or that a migration left half-way.
 *
 * @param location of the SQL files on the class path
 * @param history the schema that keeps what has been run; one of its own for each service, so that
 *     both can live in one database
 */
public record SchemaMigrations(Login owner, String location, String history) {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaMigrations.class);

  /** Stands for migrating and nothing else. Let go of when the connection ends. */
  private static final long LOCK = 7461203;

  private static final String NO_RIGHTS = "42501";

  /** Work as the owner, whose failures are told in words. */
  @FunctionalInterface
  private interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Safe to repeat. Throws {@link MigrationRefused} if the database holds a schema that this
   * program does not know or that is half-migrated, or if a migration fails.
   */
  public void run(List<Login> serving) {
    as(
        owner,
        connection -> {
          awaitTurn(connection);
          var flyway = flyway(owner);
          refuse(SchemaHistory.of(history, flyway).compare(connection), Migration::isInTheWay);
          flyway.migrate();
          for (var login : serving) allow(connection, login);
          return true;
        });
  }

  /** Every migration that this program or the database knows, in their order. Changes nothing. */
  public List<Migration> list() {
    return as(owner, connection -> SchemaHistory.of(history, flyway(owner)).compare(connection));
  }

  /** Throws {@link MigrationRefused} unless {@link #run} would do something sensible or nothing. */
  public static void requireSound(List<Migration> migrations) {
    refuse(migrations, Migration::isInTheWay);
  }

  /** Finds out, as a role that serves, whether the schema is the one that this program knows. */
  public SchemaCheck check(Login serving) {
    return new SchemaCheck(() -> SchemaHistory.of(history, flyway(serving)));
  }

  private static void refuse(List<Migration> migrations, Predicate<Migration> bad) {
    var problems = migrations.stream().filter(bad).map(Migration::problem).toList();
    if (!problems.isEmpty()) throw new MigrationRefused(String.join("; ", problems));
  }

  private Flyway flyway(Login login) {
    return Flyway.configure()
        .dataSource(login.url(), login.user(), login.password())
        .locations("classpath:" + location)
        .defaultSchema(history)
        .table(SchemaHistory.TABLE)
        .createSchemas(true)
        .validateMigrationNaming(true)
        .failOnMissingLocations(true)
        .load();
  }

  private void awaitTurn(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      row.next();
      if (row.getBoolean(1)) return;
    }
    LOG.info("another replica migrates the database; this one waits ({})", history);
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(" + LOCK + ")");
    }
  }

  private static <T> T as(Login login, Work<T> work) {
    try (var connection = connection(login)) {
      return work.run(connection);
    } catch (FlywayException e) {
      throw explained(login, sql(e), e);
    } catch (SQLException e) {
      throw explained(login, e, e);
    }
  }

  private static @Nullable SQLException sql(Throwable failure) {
    for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) return sql;
    }
    return null;
  }

  /** In words that those who run the service can act on. */
  private static RuntimeException explained(
      Login login, @Nullable SQLException problem, Exception e) {
    if (problem == null) return new MigrationRefused(String.valueOf(e.getMessage()), e);
    String state = String.valueOf(problem.getSQLState());
    if (state.startsWith("08") || state.startsWith("57P")) return new DatabaseUnavailable(problem);
    if (state.startsWith("28") || state.startsWith("3D")) {
      return new MigrationRefused("%s: %s".formatted(login, problem.getMessage()), e);
    }
    if (state.equals(NO_RIGHTS)) {
      return new MigrationRefused(
          "%s: %s (expected: the role that owns the schema)".formatted(login, problem.getMessage()),
          e);
    }
    return new MigrationRefused(
        "a migration failed, and nothing of it was kept: " + problem.getMessage(), e);
  }

  /** May log in, and see what has been run: it asks before it serves. */
  private void allow(Connection connection, Login login) throws SQLException {
    if (!works(login)) letIn(connection, login);
    try (var statement = connection.createStatement()) {
      var role = statement.enquoteIdentifier(login.user(), true);
      var schema = statement.enquoteIdentifier(history, true);
      if (sees(connection, login)) return;
      statement.execute("grant usage on schema %s to %s".formatted(schema, role));
      statement.execute("grant select on %s.%s to %s".formatted(schema, SchemaHistory.TABLE, role));
    }
  }

  private boolean sees(Connection connection, Login login) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select has_schema_privilege(?, ?, 'usage') and has_table_privilege(?, ?, 'select')")) {
      statement.setString(1, login.user());
      statement.setString(2, history);
      statement.setString(3, login.user());
      statement.setString(4, history + "." + SchemaHistory.TABLE);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static boolean works(Login login) {
    try (var connection = connection(login)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  /** The driver hashes the password: neither the wire nor the server's log has it in clear. */
  private static void letIn(Connection connection, Login login) throws SQLException {
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(login.user(), login.password().toCharArray(), null);
    try (var statement = connection.createStatement()) {
      statement.execute(
          "alter role %s login".formatted(statement.enquoteIdentifier(login.user(), true)));
    }
  }

  private static Connection connection(Login login) throws SQLException {
    return DriverManager.getConnection(login.url(), login.user(), login.password());
  }
}
