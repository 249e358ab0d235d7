package foundry.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One reply as server-sent events (WHATWG HTML, 9.2). Safe to call from any thread; a returned
 * future completes when the bytes have left or fails when the client is gone, so a sender that
 * waits for it is slowed down by a slow client and holds nothing in memory. From the first moment a
 * heartbeat is sent in a steady rhythm, between two events and never within one, so that no proxy
 * takes the stream for dead while the model thinks.
 */
public final class EventStream {
  private static final Buffer COMMENT = Buffer.buffer(":\n\n");

  /** What is sent while there is nothing to say. */
  public record Heartbeat(long millis, Buffer bytes) {
    public static final Heartbeat STANDARD = comment(10_000);

    /** Nobody sees it but proxies. */
    public static Heartbeat comment(long millis) {
      return new Heartbeat(millis, COMMENT);
    }

    /** For dialects whose clients wait for an event of their own. */
    public static Heartbeat event(long millis, String name, String data) {
      return new Heartbeat(millis, Buffer.buffer("event: " + name + "\ndata: " + data + "\n\n"));
    }
  }

  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse response;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final long heartbeat;
  private final AtomicReference<@Nullable Runnable> onClose = new AtomicReference<>();

  private EventStream(Vertx vertx, HttpServerResponse response, Heartbeat beat) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.response = response;
    this.heartbeat = vertx.setPeriodic(beat.millis(), ignored -> beat(beat.bytes()));
  }

  /** A client that does not read needs no more to read. */
  private void beat(Buffer bytes) {
    if (response.closed() || response.ended()) closed();
    else if (!response.writeQueueFull()) write(bytes);
  }

  /**
   * Sends the head of the reply. Call on the request's event loop. If the client has left already,
   * the stream is closed from the start.
   */
  public static EventStream open(RoutingContext call) {
    return open(call, Heartbeat.STANDARD);
  }

  /** Like {@link #open(RoutingContext)}. */
  public static EventStream open(RoutingContext call, Heartbeat beat) {
    var response = call.response();
    var stream = new EventStream(call.vertx(), response, beat);
    response
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("x-accel-buffering", "no")
        .setChunked(true);
    // A handler of the response would take the place of whoever waits for the end of the call.
    call.addEndHandler(ignored -> stream.closed());
    if (response.closed()) stream.closed(); // it tells nobody any more
    else response.write(beat.bytes());
    return stream;
  }

  /** Runs once when the stream ends, whoever ended it; at once if it has. */
  public void onClose(Runnable action) {
    onClose.set(action);
    if (closed.get()) tell();
  }

  private void tell() {
    var action = onClose.getAndSet(null);
    if (action != null) action.run();
  }

  public boolean isClosed() {
    return closed.get();
  }

  /** Sends one event. {@code data} must not contain line breaks: JSON never does. */
  public Future<Void> send(String event, @Nullable String id, String data) {
    var text = new StringBuilder(data.length() + 64);
    if (id != null) text.append("id: ").append(id).append('\n');
    text.append("event: ").append(event).append("\ndata: ").append(data).append("\n\n");
    return write(Buffer.buffer(text.toString()));
  }

  private Future<Void> write(Buffer bytes) {
    if (closed.get()) return Future.failedFuture("the client is gone");
    return response.write(bytes);
  }

  public void end() {
    context.runOnContext(
        ignored -> {
          if (!response.ended() && !response.closed()) response.end();
          closed();
        });
  }

  private void closed() {
    if (!closed.compareAndSet(false, true)) return;
    vertx.cancelTimer(heartbeat);
    tell();
  }
}
