package foundry.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what replicas tell each other. One connection, kept open for it alone.
 *
 * <p>PostgreSQL keeps nothing for those who do not listen. So every subscriber gets {@link
 * #LOOK_AGAIN} after each (re)connect: whatever was said meanwhile is lost, what it was about is
 * not.
 */
public final class Notifications<C extends Enum<C>> implements AutoCloseable {
  /** Ends when closed. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** The payload that says: something may have been missed, look for yourself. */
  public static final String LOOK_AGAIN = "";

  /** A connection that was silent for so long is asked whether it is alive. */
  private static final int SILENCE_MILLIS_MAX = 5_000;

  private static final int BACKOFF_MILLIS_MIN = 100;
  private static final int BACKOFF_MILLIS_MAX = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  private final Login login;
  private final Map<C, List<Consumer<String>>> subscribers;
  private final Class<C> channels;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Connection current;

  private Notifications(Login login, Class<C> channels) {
    this.login = login;
    this.channels = channels;
    this.subscribers = new EnumMap<>(channels);
    for (var channel : channels.getEnumConstants()) {
      subscribers.put(channel, new CopyOnWriteArrayList<>());
    }
  }

  /** Starts to listen; connects in the background and does not give up. */
  public static <C extends Enum<C>> Notifications<C> open(Login login, Class<C> channels) {
    var notifications = new Notifications<>(login, channels);
    Thread.ofVirtual().name("notifications").start(notifications::run);
    return notifications;
  }

  /**
   * Calls back with each payload, one after the other on one thread: hand on what takes time.
   * Closing the result ends it.
   */
  public Subscription subscribe(C channel, Consumer<String> onPayload) {
    var list = of(channel);
    Consumer<String> own = payload -> onPayload.accept(payload); // so that closing removes it alone
    list.add(own);
    return () -> list.remove(own);
  }

  private List<Consumer<String>> of(C channel) {
    var list = subscribers.get(channel);
    if (list == null) throw new IllegalArgumentException("unknown channel " + channel);
    return list;
  }

  private void run() {
    long backoffMillis = BACKOFF_MILLIS_MIN;
    while (!isClosed()) {
      long startNanos = System.nanoTime();
      try {
        listen();
      } catch (SQLException e) {
        if (isClosed()) return;
        LOG.warn("not listening to the database, trying again: {}", e.getMessage());
      }
      boolean lasted = System.nanoTime() - startNanos > TimeUnit.MINUTES.toNanos(1);
      backoffMillis = lasted ? BACKOFF_MILLIS_MIN : Math.min(2 * backoffMillis, BACKOFF_MILLIS_MAX);
      pause(backoffMillis);
    }
  }

  private void listen() throws SQLException {
    try (Connection connection = connect()) {
      current = connection;
      try (Statement statement = connection.createStatement()) {
        for (var channel : channels.getEnumConstants()) {
          statement.execute("listen " + statement.enquoteIdentifier(channel.name(), true));
        }
      }
      for (var channel : channels.getEnumConstants()) tell(channel.name(), LOOK_AGAIN);
      while (!isClosed()) hear(connection);
    } finally {
      current = null;
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("ApplicationName", "foundry listener");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("logServerErrorDetail", "false"); // it quotes rows
    properties.setProperty("connectTimeout", "5");
    return DriverManager.getConnection(login.url(), properties);
  }

  private void hear(Connection connection) throws SQLException {
    var heard = connection.unwrap(PGConnection.class).getNotifications(SILENCE_MILLIS_MAX);
    boolean silent = heard == null || heard.length == 0;
    if (silent && !isClosed() && !connection.isValid(2)) throw new SQLException("it went silent");
    if (heard == null) return;
    for (var notification : heard) tell(notification.getName(), notification.getParameter());
  }

  private void tell(String channel, String payload) {
    for (var subscriber : of(Enum.valueOf(channels, channel))) {
      try {
        subscriber.accept(payload);
      } catch (RuntimeException e) {
        LOG.error("a subscriber of {} failed", channel, e);
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause(long millis) {
    try {
      closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    var connection = current;
    if (connection == null) return;
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("the listening connection was gone already", e);
    }
  }
}
