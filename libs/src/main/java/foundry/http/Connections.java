package foundry.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop: those on which nobody asks anything are closed, however busily
 * their bytes trickle in, and so are those whose body takes too long. A request that is there whole
 * is left alone until it is answered. Looked through in turns, so that a request costs one look-up
 * and no timer.
 */
final class Connections {
  /**
   * How long a client may take.
   *
   * @param headMillis from connecting to the end of the first request's head
   * @param idleMillis from a reply to the end of the next request's head
   * @param bodyMillis from the end of a request's head to the end of its body
   * @param turnMillis how often is looked; a connection lives longer by as much at most
   */
  record Patience(long headMillis, long idleMillis, long bodyMillis, long turnMillis) {
    /** The slowest lines send a head in seconds; load balancers keep theirs for 60 s. */
    static Patience with(int bodySeconds) {
      return new Patience(15_000, 75_000, bodySeconds * 1_000L, 5_000);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private static final class State {
    private long quietSinceNanos = System.nanoTime();
    private long quietMillisMax;
    private @Nullable HttpServerRequest asked;
    private long askedNanos;

    State(long headMillis) {
      quietMillisMax = headMillis;
    }
  }

  private final Vertx vertx;
  private final Patience patience;
  private final IdentityHashMap<HttpConnection, State> open = new IdentityHashMap<>();
  private final long timer;

  Connections(Vertx vertx, Patience patience) {
    this.vertx = vertx;
    this.patience = patience;
    this.timer = vertx.setPeriodic(patience.turnMillis(), ignored -> look());
  }

  void opened(HttpConnection connection) {
    open.put(connection, new State(patience.headMillis()));
    connection.closeHandler(ignored -> open.remove(connection));
    // A client that resets its connection is gone like any other: nobody has to look after it.
    connection.exceptionHandler(problem -> LOG.debug("a connection broke", problem));
  }

  void asked(HttpServerRequest request) {
    var state = open.get(request.connection());
    if (state == null) return;
    state.asked = request;
    state.askedNanos = System.nanoTime();
  }

  private void look() {
    long now = System.nanoTime();
    var tooQuiet = new ArrayList<HttpConnection>();
    open.forEach(
        (connection, state) -> {
          if (isTooQuiet(state, now)) tooQuiet.add(connection);
        });
    tooQuiet.forEach(HttpConnection::close);
  }

  private boolean isTooQuiet(State state, long now) {
    var asked = state.asked;
    if (asked != null) {
      if (!asked.response().ended()) {
        return !asked.isEnded() && millis(state.askedNanos, now) > patience.bodyMillis();
      }
      state.asked = null;
      state.quietSinceNanos = now;
      state.quietMillisMax = patience.idleMillis();
    }
    return millis(state.quietSinceNanos, now) > state.quietMillisMax;
  }

  private static long millis(long sinceNanos, long now) {
    return TimeUnit.NANOSECONDS.toMillis(now - sinceNanos);
  }

  void close() {
    vertx.cancelTimer(timer);
  }
}
