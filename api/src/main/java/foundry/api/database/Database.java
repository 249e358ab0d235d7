package foundry.api.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import foundry.api.viewer.Viewer;
import foundry.postgres.DatabaseUnavailable;
import foundry.postgres.Login;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;

/** Transactions on behalf of a viewer, under the role that row-level security binds. */
public final class Database implements AutoCloseable {
  /** Each holds one PostgreSQL process; requests beyond it wait, which is what keeps both alive. */
  private static final int CONNECTIONS_MAX = 16;

  /** A request that cannot get a connection for so long is better told so. */
  private static final int CONNECTION_WAIT_MILLIS_MAX = 5_000;

  /** No statement of a request needs longer; a runaway one must not hold a connection. */
  private static final int STATEMENT_MILLIS_MAX = 5_000;

  /** Many statements, none of them slow, must not hold a connection much longer than one may. */
  private static final int TRANSACTION_MILLIS_MAX = 15_000;

  /** What a transaction waits for outside the database, such as a look at an upload, is shorter. */
  private static final int IDLE_MILLIS_MAX = 10_000;

  /** Beyond all of these: the other machine is gone, and nobody has said so. */
  private static final int SILENCE_SECONDS_MAX = 20;

  /**
   * Planning takes as long as running a page's statement, and PostgreSQL would do it each time: a
   * list of ids looks dearer to it while it does not know the list. docs/adr/0012 has figures.
   */
  private static final String PLANNED_ONCE = "plan_cache_mode=force_generic_plan";

  private static final String OPTIONS =
      "-c statement_timeout=%d -c transaction_timeout=%d -c idle_in_transaction_session_timeout=%d -c %s"
          .formatted(STATEMENT_MILLIS_MAX, TRANSACTION_MILLIS_MAX, IDLE_MILLIS_MAX, PLANNED_ONCE);

  private static final String IDENTIFY =
      "select set_config('app.user_id', ?, true), set_config('app.org_id', ?, true)";

  private final HikariDataSource pool;
  private final Net net;
  private final Configuration configuration;
  private final Watch watch;
  private final Statements statements;
  private final LastRoles lastRoles = new LastRoles();

  /** Whoever came first is served first; the pool would let those pass who have just had one. */
  private final Semaphore turns = new Semaphore(CONNECTIONS_MAX, true);

  private Database(HikariDataSource pool, Net net, Watch watch) {
    this.pool = pool;
    this.net = net;
    this.watch = watch;
    this.statements = new Statements(net);
    this.configuration =
        new DefaultConfiguration()
            .set(SQLDialect.POSTGRES)
            .set(new Settings().withExecuteLogging(false));
  }

  public static Database open(Login login) {
    return open(login, new Policies(), () -> {});
  }

  /**
   * @param onStatement told of each statement that is run
   * @param slow a statement that takes as long as this is a warning in the log
   */
  public static Database open(Login login, Runnable onStatement, Duration slow) {
    return open(login, new Policies(), new Watch(onStatement, slow));
  }

  static Database open(Login login, Net net, Runnable onStatement) {
    return open(login, net, new Watch(onStatement));
  }

  private static Database open(Login login, Net net, Watch watch) {
    var config = new HikariConfig();
    config.setPoolName("app");
    config.setJdbcUrl(login.url());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(CONNECTION_WAIT_MILLIS_MAX);
    config.setAutoCommit(false);
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("logServerErrorDetail", "false"); // it quotes rows
    config.addDataSourceProperty("options", OPTIONS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", String.valueOf(SILENCE_SECONDS_MAX));
    config.addDataSourceProperty("ApplicationName", "foundry");
    return new Database(new HikariDataSource(config), net, watch);
  }

  /** Makes the statements that {@link Reads#run} runs. */
  public Statements statements() {
    return statements;
  }

  /** Runs the work in one read-only transaction: one snapshot, one viewer. */
  public <T> T read(Viewer viewer, Function<Reads, T> work) {
    return read(viewer, Cause.of(viewer), work);
  }

  /** The same for what a document asked for. */
  public <T> T read(Viewer viewer, Cause cause, Function<Reads, T> work) {
    return transaction(
        true,
        connection -> {
          identify(connection, viewer, true, cause);
          return work.apply(new Reads(transaction(connection, cause, Optional.empty()), viewer));
        });
  }

  /** The same for a person, with the roles they hold at this moment. */
  public <T> T read(UserId person, Cause cause, Function<Reads, T> work) {
    return transaction(
        true,
        connection ->
            work.apply(
                new Reads(
                    transaction(connection, cause, Optional.empty()),
                    enter(connection, person, true, cause))));
  }

  /**
   * The same in as few round trips as can be: the roles are asked for together with the first
   * statement. Should they be others than last time, the work is done again, so it must have no
   * effect but its result.
   *
   * @param single one statement is expected, which then ends the transaction too
   */
  public <T> T query(UserId person, Cause cause, boolean single, Function<Reads, T> work) {
    var roles = lastRoles.get(person);
    if (roles.isEmpty()) return read(person, cause, work);
    var viewer = new Viewer.Person(person, roles.get(), cause.requestId());
    return transaction(true, connection -> assuming(connection, viewer, cause, single, work))
        .orElseGet(() -> read(person, cause, work));
  }

  /** Nothing if the viewer's roles are others by now, or one statement was not enough. */
  private <T> Optional<T> assuming(
      Connection connection,
      Viewer.Person viewer,
      Cause cause,
      boolean single,
      Function<Reads, T> work) {
    var transaction = transaction(connection, cause, Optional.of(new Entry(viewer, single)));
    var outcome = attempt(() -> work.apply(new Reads(transaction, viewer)));
    return transaction.counts() ? Optional.of(outcome.get()) : Optional.empty();
  }

  /** What came of it; what it throws is thrown when that is asked for. */
  private static <T> Supplier<T> attempt(Supplier<T> work) {
    try {
      T result = work.get();
      return () -> result;
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    }
  }

  /** Runs the work in one transaction; anything thrown undoes all of it. */
  public <T> T write(Viewer viewer, Function<Writes, T> work) {
    return transaction(
        false,
        connection -> {
          var cause = Cause.of(viewer);
          identify(connection, viewer, false, cause);
          return work.apply(new Writes(transaction(connection, cause, Optional.empty()), viewer));
        });
  }

  /** The same for a person, with the roles they hold at this moment. */
  public <T> T write(UserId person, Cause cause, Function<Writes, T> work) {
    return transaction(
        false,
        connection ->
            work.apply(
                new Writes(
                    transaction(connection, cause, Optional.empty()),
                    enter(connection, person, false, cause))));
  }

  /** Runs the work on a connection that is nobody. For what looks at the schema itself. */
  <T> T asNobody(Function<Connection, T> work) {
    return transaction(false, work);
  }

  /** A function of the database that does one thing for whoever is nobody yet. */
  record Calling(Cause cause, String name, String sql) {}

  /** Sets the values of a statement, runs it and reads what it answers. */
  @FunctionalInterface
  interface Call<T> {
    T run(PreparedStatement statement) throws SQLException;
  }

  /** Calls a function of the database on a connection that is nobody. */
  <T> T asNobody(Calling calling, Call<T> call) {
    return transaction(false, connection -> watched(connection, calling, call));
  }

  /** The same as a transaction of its own: nothing it locks waits for us. */
  <T> T atOnce(Calling calling, Call<T> call) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(true);
      return watched(connection, calling, call);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private <T> T watched(Connection connection, Calling calling, Call<T> call) {
    var seen = watch.quietly(calling.cause(), calling.name(), calling.sql());
    try (var statement = connection.prepareStatement(calling.sql())) {
      T answer = call.run(statement);
      seen.done(1);
      return answer;
    } catch (SQLException e) {
      seen.failed(e.getSQLState());
      throw new DatabaseUnavailable(e);
    }
  }

  private <T> T transaction(boolean readOnly, Function<Connection, T> work) {
    awaitTurn();
    try (Connection connection = pool.getConnection()) {
      connection.setReadOnly(readOnly);
      try {
        T result = work.apply(connection);
        connection.commit();
        return result;
      } catch (Throwable failure) {
        connection.rollback();
        throw failure;
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    } finally {
      turns.release();
    }
  }

  private void awaitTurn() {
    try {
      if (turns.tryAcquire(CONNECTION_WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS)) return;
      throw new DatabaseUnavailable(new SQLTransientConnectionException("no connection in time"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailable(new SQLTransientConnectionException("interrupted", e));
    }
  }

  private Transaction transaction(Connection connection, Cause cause, Optional<Entry> entry) {
    return new Transaction(connection, configuration, net, watch, cause, entry);
  }

  /** Says in the transaction who asks; answers them with their roles. */
  private Viewer.Person enter(
      Connection connection, UserId person, boolean oneSnapshot, Cause cause) {
    var roles = Entry.roles(connection, person, oneSnapshot, watch, cause);
    lastRoles.put(person, roles);
    return new Viewer.Person(person, roles, cause.requestId());
  }

  private void identify(Connection connection, Viewer viewer, boolean oneSnapshot, Cause cause) {
    String user = viewer.user().map(Object::toString).orElse("");
    String org =
        viewer instanceof Viewer.Product(OrgId id, var reason, var request) ? id.toString() : "";
    var seen = watch.quietly(cause, "identify", IDENTIFY);
    try (PreparedStatement statement =
        connection.prepareStatement(oneSnapshot ? Entry.ONE_SNAPSHOT + IDENTIFY : IDENTIFY)) {
      statement.setString(1, user);
      statement.setString(2, org);
      statement.execute();
      seen.done(1);
    } catch (SQLException e) {
      seen.failed(e.getSQLState());
      throw new DatabaseUnavailable(e);
    }
  }

  /** True if a statement can be run now. */
  public boolean isReady() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
