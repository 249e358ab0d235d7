package foundry.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/**
 * Brings one service's schema up to date as the role that owns it, then lets the serving roles log
 * in. Several replicas may start at once: a lock lets one at a time migrate and set passwords while
 * the others wait.
 *
 * @param location of the SQL files on the class path
 * @param history the schema that keeps what has been run; one of its own for each service, so that
 *     both can live in one database
 */
public record SchemaMigrations(Login owner, String location, String history) {
  /** Let go of when the connection ends. The number stands for this and nothing else. */
  private static final String ONE_AT_A_TIME = "select pg_advisory_lock(7461203)";

  /** Safe to repeat. Throws if the database holds a schema that this version does not know. */
  public void run(List<Login> serving) {
    Flyway.configure()
        .dataSource(owner.url(), owner.user(), owner.password())
        .locations("classpath:" + location)
        .defaultSchema(history)
        .createSchemas(true)
        .validateMigrationNaming(true)
        .load()
        .migrate();
    allowLogins(serving);
  }

  private void allowLogins(List<Login> logins) {
    try (var connection = connection(owner);
        var statement = connection.createStatement()) {
      statement.execute(ONE_AT_A_TIME);
      for (var login : logins) if (!works(login)) allow(connection, login);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
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
  private static void allow(Connection connection, Login login) throws SQLException {
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
