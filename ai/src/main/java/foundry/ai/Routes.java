package foundry.ai;

import foundry.ai.dialect.Shapes;
import foundry.ai.http.Authentication;
import foundry.ai.http.BodyReader;
import foundry.ai.http.BodyRoom;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Exchange;
import foundry.ai.http.Failures;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Puts routes on paths: who is asking first, then the body up to its limit, then the work. */
final class Routes {
  static final String DOCUMENT = "/v1/collections/:collection/documents/:document";
  static final String TEMPLATE = "/v1/templates/:name";
  static final String TEMPLATE_LABEL = "/v1/templates/:name/labels/:label";

  static final String CHAT = "/v1/chat/completions";
  static final String COUNT_TOKENS = "/v1/messages/count_tokens";

  private final Router router;
  private final Executor workers;
  private final MeterRegistry metrics;
  private final BodyRoom bodies =
      new BodyRoom(Limits.BODY_BYTES_UNDER_WAY_MAX, Limits.BODY_BYTES_PER_ORG_UNDER_WAY_MAX);
  private final BodyRoom documents =
      new BodyRoom(Limits.DOCUMENT_BYTES_UNDER_WAY_MAX, Limits.DOCUMENT_BYTES_UNDER_WAY_MAX);
  private final AllowedMethods methods = new AllowedMethods();
  private final AtomicInteger documentsUnderWay = new AtomicInteger();
  private final AtomicLong documentBytesUnderWay = new AtomicLong();

  Routes(Router router, Authentication authentication, Executor workers, MeterRegistry metrics) {
    this.router = router;
    this.workers = workers;
    this.metrics = metrics;
    metrics.gauge("foundry.ai.body.bytes.under.way", bodies, BodyRoom::used);
    router.route("/v1/*").handler(new Shapes()).handler(authentication);
    router.put(DOCUMENT).handler(this::oneMoreDocument);
  }

  /** Before the body is read: that is what takes the memory. */
  private void oneMoreDocument(RoutingContext context) {
    if (context.response().closed()) return; // it would never leave
    long bytes = announcedBytes(context);
    context.addEndHandler(ignored -> documentLeaves(bytes));
    boolean tooMany = documentsUnderWay.incrementAndGet() > Limits.DOCUMENTS_UNDER_WAY_MAX;
    boolean tooLarge = documentBytesUnderWay.addAndGet(bytes) > Limits.DOCUMENT_BYTES_UNDER_WAY_MAX;
    if (tooMany || tooLarge) {
      String message = "enough documents are being indexed; come again";
      Failures.fail(context, new Refused(ErrorCode.RATE_LIMITED, message));
    } else {
      context.next();
    }
  }

  private void documentLeaves(long bytes) {
    documentsUnderWay.decrementAndGet();
    documentBytesUnderWay.addAndGet(-bytes);
  }

  /** Who does not say how much is coming counts with the most there may be. */
  private static long announcedBytes(RoutingContext context) {
    String length = context.request().getHeader("content-length");
    boolean given = length != null && length.matches("\\d{1,9}");
    long bytes = given ? Long.parseLong(length) : Limits.DOCUMENT_BODY_BYTES_MAX;
    return Math.min(bytes, Limits.DOCUMENT_BODY_BYTES_MAX);
  }

  /** Call after the last route: the methods that a path does not have are refused. */
  void done() {
    methods.on(router);
  }

  void get(String path, Route route) {
    methods.add(HttpMethod.GET, path);
    router.get(path).handler(handler(path, route));
  }

  void delete(String path, Route route) {
    methods.add(HttpMethod.DELETE, path);
    router.delete(path).handler(handler(path, route));
  }

  void post(String path, long bodyBytesMax, Route route) {
    withBody(HttpMethod.POST, path, bodyBytesMax, route);
  }

  void put(String path, long bodyBytesMax, Route route) {
    withBody(HttpMethod.PUT, path, bodyBytesMax, route);
  }

  private void withBody(HttpMethod method, String path, long bodyBytesMax, Route route) {
    methods.add(method, path);
    var room = path.equals(DOCUMENT) ? documents : bodies;
    router
        .route(method, path)
        .handler(new BodyReader(bodyBytesMax, room))
        .handler(handler(path, route));
  }

  private Handler<RoutingContext> handler(String path, Route route) {
    boolean onLoop = route.onLoop();
    var timers = new ConcurrentHashMap<Integer, Timer>();
    return context -> {
      long start = System.nanoTime();
      context.addEndHandler(ignored -> count(context, path, timers, start));
      var exchange = Authentication.exchange(context);
      boolean here = onLoop && BodyReader.length(context) <= Limits.LOOP_BODY_BYTES_MAX;
      if (here) run(route, exchange);
      else workers.execute(() -> run(route, exchange));
    };
  }

  private static void run(Route route, Exchange exchange) {
    try {
      route.handle(exchange);
    } catch (Throwable e) {
      // An error, too, must not leave the caller waiting for a reply that never comes.
      exchange.fail(e);
    }
  }

  private void count(
      RoutingContext context, String path, Map<Integer, Timer> timers, long startNanos) {
    timers
        .computeIfAbsent(context.response().getStatusCode(), status -> timer(path, status))
        .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String path, int status) {
    return Timer.builder("foundry.ai.calls")
        .tags("path", path, "status", String.valueOf(status))
        .register(metrics);
  }
}
