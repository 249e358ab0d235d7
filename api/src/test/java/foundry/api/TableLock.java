package foundry.api;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Keeps everybody else from a table until it is closed: whatever reads it takes that long. */
public final class TableLock implements AutoCloseable {
  private final Connection connection;

  private TableLock(Connection connection) {
    this.connection = connection;
  }

  public static TableLock of(String table) {
    var login = TestApi.superuser();
    try {
      var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute("lock table " + table + " in access exclusive mode");
      }
      return new TableLock(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many wait for it. */
  public int waiting() {
    return Integer.parseInt(
        TestApi.value("select count(*) from pg_locks where not granted and relation is not null"));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
