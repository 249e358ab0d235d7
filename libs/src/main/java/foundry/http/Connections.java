package foundry.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop: those on which nobody asks anything are closed, however busily
 * their bytes trickle in. A request that is there whole, but for its body, is left alone until it
 * is answered. Looked through in turns, so that a request costs one look-up and no timer.
 */
final class Connections {
  /**
   * How long a client may take.
   *
   * @param headMillis from connecting to the end of the first request's head
   * @param idleMillis from a reply to the end of the next request's head
   * @param turnMillis how often is looked; a connection lives longer by as much at most
   */
  record Patience(long headMillis, long idleMillis, long turnMillis) {
    /** The slowest lines send a head in seconds; load balancers keep theirs for 60 s. */
    static final Patience STANDARD = new Patience(15_000, 75_000, 5_000);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private static final class State {
    private long quietSinceNanos = System.nanoTime();
    private long quietMillisMax;
    private @Nullable HttpServerResponse answering;

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
    if (state != null) state.answering = request.response();
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
    var answering = state.answering;
    if (answering != null) {
      if (!answering.ended()) return false;
      state.answering = null;
      state.quietSinceNanos = now;
      state.quietMillisMax = patience.idleMillis();
    }
    long quietMillis = TimeUnit.NANOSECONDS.toMillis(now - state.quietSinceNanos);
    return quietMillis > state.quietMillisMax;
  }

  void close() {
    vertx.cancelTimer(timer);
  }
}
