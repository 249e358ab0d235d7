package foundry.ai.dialect;

import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;

/**
 * One reply as server-sent events (WHATWG HTML, 9.2). Its head goes out with the first event, so
 * that what fails before is an ordinary error with a status of its own, which clients understand
 * better; if nothing happens for {@link #BEAT_MILLIS}, a heartbeat opens it, so that no proxy takes
 * a model that thinks for dead. On one event loop.
 */
public final class EventReply {
  static final long BEAT_MILLIS = 5_000;

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final Supplier<Buffer> heartbeat;
  private final long timer;
  private boolean opened;
  private boolean quiet = true;

  /**
   * @param heartbeat means nothing to the client
   */
  public EventReply(Exchange exchange, Supplier<Buffer> heartbeat) {
    this.exchange = exchange;
    this.response = exchange.routing().response();
    this.heartbeat = heartbeat;
    this.timer = exchange.vertx().setPeriodic(BEAT_MILLIS, ignored -> beat());
  }

  private void beat() {
    if (response.closed() || response.ended()) exchange.vertx().cancelTimer(timer);
    else if (quiet && !response.writeQueueFull()) write(heartbeat.get());
    quiet = true;
  }

  /** Completes when the bytes have left: who waits for it is slowed down by a slow client. */
  public Future<Void> send(Buffer event) {
    quiet = false;
    return write(event);
  }

  private Future<Void> write(Buffer bytes) {
    if (response.closed()) return Future.failedFuture("the client is gone");
    open();
    return response.write(bytes);
  }

  private void open() {
    if (opened) return;
    opened = true;
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("x-accel-buffering", "no");
  }

  /** The last events. */
  public void end(Buffer last) {
    exchange.vertx().cancelTimer(timer);
    if (response.closed() || response.ended()) return;
    open();
    response.end(last);
  }

  /**
   * @param event how the stream says it, if it is open already
   */
  public void fail(Refused problem, Supplier<Buffer> event) {
    if (opened) {
      end(event.get());
    } else {
      exchange.vertx().cancelTimer(timer);
      exchange.fail(problem);
    }
  }
}
