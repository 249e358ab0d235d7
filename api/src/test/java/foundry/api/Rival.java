package foundry.api;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Somebody else's transaction that is under way: what it has locked, others wait for. */
public final class Rival implements AutoCloseable {
  private final Connection connection;

  private Rival(Connection connection) {
    this.connection = connection;
  }

  public static Rival begin() {
    var login = TestApi.superuser();
    try {
      var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
      connection.setAutoCommit(false);
      return new Rival(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void sql(String statement, Object... values) {
    try (var prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) prepared.setObject(i + 1, values[i]);
      prepared.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes on when so many wait for a lock: this one's, as long as nobody else has any. */
  public void awaitWaiting(int count) {
    TestApi.await(
        () ->
            Integer.parseInt(
                    TestApi.value(
                        "select count(distinct pid) from pg_catalog.pg_locks where not granted"))
                == count);
  }

  public void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
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
