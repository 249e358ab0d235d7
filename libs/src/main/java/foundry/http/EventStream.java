package foundry.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One reply as server-sent events (WHATWG HTML, 9.2). Safe to call from any thread; a returned
 * future completes when the bytes have left or fails when the client is gone, so a sender that
 * waits for it is slowed down by a slow client and holds nothing in memory. A comment is sent every
 * 10 s of silence, so that no proxy takes the stream for dead.
 */
public final class EventStream {
  private static final long HEARTBEAT_MILLIS = 10_000;

  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse response;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final long heartbeat;
  private final AtomicReference<@Nullable Runnable> onClose = new AtomicReference<>();

  private EventStream(Vertx vertx, HttpServerResponse response) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.response = response;
    this.heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, ignored -> write(Buffer.buffer(":\n\n")));
  }

  /**
   * Sends the head of the reply. Call on the request's event loop. If the client has left already,
   * the stream is closed from the start.
   */
  public static EventStream open(Vertx vertx, HttpServerResponse response) {
    var stream = new EventStream(vertx, response);
    response
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("x-accel-buffering", "no")
        .setChunked(true);
    response.closeHandler(ignored -> stream.closed());
    response.exceptionHandler(ignored -> stream.closed());
    if (response.closed()) stream.closed(); // it tells nobody any more
    else response.write(Buffer.buffer(":\n\n"));
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
