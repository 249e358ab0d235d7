package foundry.ai.key;

import foundry.ai.database.Channel;
import foundry.ai.database.Database;
import foundry.ai.http.Credentials;
import foundry.ai.http.Route;
import foundry.postgres.Notifications;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.Executor;

/** Everything about keys, wired: checking them, and the routes that make, list and revoke them. */
public final class KeyRing implements AutoCloseable {
  private static final long WRITE_MILLIS = 30_000;

  private final KeyTable table;
  private final LastUse lastUse;
  private final Keys keys;
  private final Notifications<Channel> notifications;
  private final Vertx vertx;
  private final Clock clock;
  private final long timer;

  /**
   * @param notifications closed with this
   */
  public KeyRing(
      Vertx vertx,
      Database database,
      Notifications<Channel> notifications,
      Executor workers,
      Clock clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.notifications = notifications;
    this.table = new KeyTable(database);
    this.lastUse = new LastUse(table);
    this.keys = new Keys(table, lastUse, workers, clock);
    notifications.subscribe(Channel.AI_API_KEY, keys::heard);
    this.timer = vertx.setPeriodic(WRITE_MILLIS, ignored -> workers.execute(lastUse::write));
  }

  public Credentials credentials() {
    return keys;
  }

  public Route create() {
    return new CreateKeyRoute(table, clock);
  }

  public Route put() {
    return new PutKeyRoute(table, keys);
  }

  public Route list() {
    return new ListKeysRoute(table);
  }

  public Route revoke() {
    return new RevokeKeyRoute(table, keys);
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
    notifications.close();
    lastUse.write();
  }
}
