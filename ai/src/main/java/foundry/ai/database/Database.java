package foundry.ai.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import foundry.postgres.DatabaseUnavailable;
import foundry.postgres.Login;
import foundry.postgres.Notifications;
import foundry.viewer.OrgId;
import io.vertx.core.Context;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Transactions on behalf of one organization, under the role that row-level security binds. Blocks:
 * an event loop that calls it is told so with an exception.
 */
public final class Database implements AutoCloseable {
  /** What is done inside one transaction; anything thrown undoes all of it. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Transaction transaction) throws SQLException;
  }

  /** Nothing on the way of a call waits for these; they write in batches and read on a miss. */
  private static final int CONNECTIONS_MAX = 8;

  /** Who cannot get a connection for so long is better told so. */
  private static final int CONNECTION_WAIT_MILLIS_MAX = 5_000;

  /** No statement needs longer; a runaway one must not hold a connection. */
  private static final int STATEMENT_MILLIS_MAX = 5_000;

  private final HikariDataSource pool;

  private Database(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Throws if PostgreSQL cannot be reached as this role. */
  public static Database open(Login login) {
    var config = new HikariConfig();
    config.setPoolName("ai");
    config.setJdbcUrl(login.url());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_WAIT_MILLIS_MAX);
    config.setAutoCommit(false);
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("logServerErrorDetail", "false"); // it quotes rows
    config.addDataSourceProperty("options", "-c statement_timeout=" + STATEMENT_MILLIS_MAX);
    config.addDataSourceProperty("ApplicationName", "foundry ai");
    return new Database(new HikariDataSource(config));
  }

  /** Hears what replicas tell each other; connects in the background and does not give up. */
  public static Notifications<Channel> listen(Login login) {
    return Notifications.open(login, Channel.class);
  }

  /** Runs the work in one transaction that sees and changes rows of this organization alone. */
  public <T> T in(OrgId org, Work<T> work) {
    return transaction(
        false,
        transaction -> {
          transaction.become(org);
          return work.run(transaction);
        });
  }

  /** The same in one snapshot that cannot be written to. */
  public <T> T read(OrgId org, Work<T> work) {
    return transaction(
        true,
        transaction -> {
          transaction.become(org);
          return work.run(transaction);
        });
  }

  /**
   * Runs the work as nobody, who sees no row, until it becomes an organization. For what finds out
   * who asks, and for batches of several organizations.
   */
  public <T> T asNobody(Work<T> work) {
    return transaction(false, work);
  }

  private <T> T transaction(boolean readOnly, Work<T> work) {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException(
          "the database was asked on an event loop, which must not wait");
    }
    try (Connection connection = pool.getConnection()) {
      connection.setReadOnly(readOnly);
      try {
        T result = work.run(new Transaction(connection));
        connection.commit();
        return result;
      } catch (Throwable failure) {
        undo(connection, failure);
        throw failure;
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /** What went wrong first is what is told. */
  private static void undo(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
