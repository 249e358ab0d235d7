package foundry.ai.http;

import foundry.http.EventStream;
import foundry.http.Json;
import foundry.viewer.Caller;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One call under way: who asks, and the way to answer. Safe to call from any thread. */
public final class Exchange {
  private final RoutingContext routing;
  private final Caller caller;
  private final Vertx vertx;
  private final Context loop;
  private final Thread loopThread = Thread.currentThread();
  private final long startNanos = System.nanoTime();

  Exchange(RoutingContext routing, Caller caller) {
    this.routing = routing;
    this.caller = caller;
    this.vertx = routing.vertx();
    this.loop = vertx.getOrCreateContext();
  }

  public RoutingContext routing() {
    return routing;
  }

  public Caller caller() {
    return caller;
  }

  public Vertx vertx() {
    return vertx;
  }

  public String requestId() {
    return caller.requestId();
  }

  /** How long the call has taken so far. */
  public long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }

  /** The fields of the body; may be asked for once. */
  public Fields body() {
    var body = BodyReader.take(routing);
    if (body.length() == 0) throw Refused.invalid("body: empty (expected: one JSON object)");
    return Fields.of(body.getBytes());
  }

  public String pathParameter(String name) {
    String value = routing.pathParam(name);
    return value == null ? "" : value;
  }

  /** Empty if it was not given. */
  public String queryParameter(String name) {
    String value = routing.request().getParam(name);
    return value == null ? "" : value;
  }

  /** Empty if it was not sent. */
  public String header(String name) {
    String value = routing.request().getHeader(name);
    return value == null ? "" : value;
  }

  public boolean wantsEventStream() {
    return header("accept").contains("text/event-stream");
  }

  /** Runs on the event loop of this call: at once if that is where the caller is. */
  public void onLoop(Runnable action) {
    if (Thread.currentThread() == loopThread) action.run();
    else loop.runOnContext(ignored -> action.run());
  }

  /** Sends the head of an event stream and waits until that is done. */
  public EventStream openEvents() {
    var opened = new CompletableFuture<EventStream>();
    onLoop(() -> opened.complete(EventStream.open(routing)));
    return opened.join();
  }

  /** Runs if the client hangs up before it is answered. */
  public void onGone(Runnable action) {
    onLoop(
        () -> {
          if (routing.response().closed()) action.run();
          else routing.addEndHandler(end -> ifCutOff(end, action));
        });
  }

  private static void ifCutOff(AsyncResult<Void> end, Runnable action) {
    if (end.failed()) action.run();
  }

  public void reply(Object value) {
    var bytes = Json.bytes(value);
    onLoop(
        () -> {
          var response = routing.response();
          if (response.ended() || response.closed()) return;
          response.putHeader("content-type", "application/json").end(bytes);
        });
  }

  public void fail(Throwable problem) {
    onLoop(() -> Failures.fail(routing, problem));
  }
}
