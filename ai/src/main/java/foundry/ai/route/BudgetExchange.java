package foundry.ai.route;

import foundry.ai.UpstreamLimits;
import foundry.ai.database.Database;
import foundry.ai.database.Transaction;
import foundry.ai.route.RetryBudget.Counts;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other replicas what this one counted, and this one what they did, every few seconds and
 * never on the way of a call. Without a database that answers, each replica has its own budget.
 */
public final class BudgetExchange implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BudgetExchange.class);

  private static final String TELL =
      """
      insert into ai.retry_window (replica, at, calls, extras) values (?, now(), ?, ?)
      on conflict (replica) do update
        set at = excluded.at, calls = excluded.calls, extras = excluded.extras
      """;

  private static final String ASK =
      """
      select coalesce(sum(calls), 0), coalesce(sum(extras), 0) from ai.retry_window
      where replica <> ? and at > now() - make_interval(secs => ?)
      """;

  private static final String FORGET =
      "delete from ai.retry_window where replica = ? or at < now() - interval '1 hour'";

  private final RetryBudget budget;
  private final Database database;
  private final UUID replica = UUID.randomUUID();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean silent = new AtomicBoolean();

  BudgetExchange(RetryBudget budget, Database database) {
    this.budget = budget;
    this.database = database;
  }

  /** Closing what is answered ends the exchange. */
  public static AutoCloseable start(
      Vertx vertx, RetryBudget budget, Database database, Executor workers) {
    var exchange = new BudgetExchange(budget, database);
    long timer =
        vertx.setPeriodic(
            UpstreamLimits.BUDGET_EXCHANGE.toMillis(), ignored -> workers.execute(exchange::run));
    return () -> {
      vertx.cancelTimer(timer);
      exchange.close();
    };
  }

  /** One at a time; a slow database is not asked twice at once. */
  void run() {
    if (!busy.compareAndSet(false, true)) return;
    try {
      budget.others(database.asNobody(this::exchange));
      silent.set(false);
    } catch (RuntimeException e) {
      if (silent.compareAndSet(false, true)) LOG.warn("the retry budget is not shared", e);
    } finally {
      busy.set(false);
    }
  }

  private Counts exchange(Transaction transaction) throws SQLException {
    var own = budget.own();
    transaction.run(TELL, replica, own.calls(), own.extras());
    return transaction
        .first(
            ASK,
            row -> new Counts(row.getLong(1), row.getLong(2)),
            replica,
            (double) UpstreamLimits.BUDGET_FORGOTTEN.toSeconds())
        .orElse(Counts.NONE);
  }

  /** What this replica counted is nobody's business any more. */
  @Override
  public void close() {
    try {
      database.asNobody(transaction -> transaction.run(FORGET, replica));
    } catch (RuntimeException e) {
      LOG.debug("the retry budget's row stays for an hour", e);
    }
  }
}
