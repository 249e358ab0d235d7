package foundry.api.web;

import foundry.http.GetRoute;
import foundry.http.Json;
import foundry.telemetry.Metrics;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** {@code /healthz}: alive. {@code /readyz}: each part that is needed, by name. */
public final class Health {
  private static final String READY = "ready";
  private static final String NOT_READY = "not ready";

  /** Looks at one part. */
  @FunctionalInterface
  public interface Check {
    /** Why the part is not ready, in words without secrets; empty if it is. */
    Optional<String> problem();

    /** A part that can only say yes or no. */
    static Check of(BooleanSupplier ready) {
      return () -> ready.getAsBoolean() ? Optional.empty() : Optional.of("");
    }
  }

  /** Anybody may ask, as often as they like; each check costs a call to another part. */
  private static final Duration KEPT = Duration.ofSeconds(1);

  /** What the checks found, by the part's name, and when. */
  private record Outcome(Map<String, String> parts, long foundNanos) {
    boolean isReady() {
      return parts.values().stream().allMatch(READY::equals);
    }
  }

  private final ReentrantLock checking = new ReentrantLock();
  private @Nullable Outcome last;
  private final Map<String, Check> checks;
  private final Metrics metrics;
  private final Drain drain;
  private final Executor executor;

  /**
   * @param checks by the part's name; each may block for a moment
   */
  public Health(Map<String, Check> checks, Metrics metrics, Drain drain, Executor executor) {
    this.checks = new LinkedHashMap<>(checks);
    this.metrics = metrics;
    this.drain = drain;
    this.executor = executor;
  }

  /** What anybody may know: alive, and ready or not. */
  public void addTo(Router router) {
    GetRoute.of(router, "/healthz").handler(http -> http.response().end("ok\n"));
    GetRoute.of(router, "/readyz").handler(http -> ready(http, false));
  }

  /** What those who run the service see: each part by its name, and all measurements. */
  public void addManagementTo(Router router) {
    GetRoute.of(router, "/healthz").handler(http -> http.response().end("ok\n"));
    GetRoute.of(router, "/readyz").handler(http -> ready(http, true));
    GetRoute.of(router, "/metrics").handler(this::metrics);
  }

  private void metrics(RoutingContext http) {
    var text = metrics.scrape();
    http.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .end(text);
  }

  private void ready(RoutingContext http, boolean detailed) {
    var context = http.vertx().getOrCreateContext();
    executor.execute(
        () -> {
          var found = outcome();
          boolean stopping = drain.isStopping();
          boolean ready = found.isReady() && !stopping;
          var said = new LinkedHashMap<String, Object>();
          said.put("ready", ready);
          if (stopping) said.put("stopping", true);
          if (detailed) said.put("parts", found.parts());
          var body = Json.bytes(said);
          context.runOnContext(
              ignored ->
                  http.response()
                      .setStatusCode(ready ? 200 : 503)
                      .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                      .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                      .end(body));
        });
  }

  /** The last outcome while it is new; else one caller checks and the others wait for it. */
  private Outcome outcome() {
    checking.lock();
    try {
      var known = last;
      if (known != null && System.nanoTime() - known.foundNanos() < KEPT.toNanos()) return known;
      var found = new LinkedHashMap<String, String>();
      checks.forEach((name, check) -> found.put(name, state(check)));
      var outcome = new Outcome(found, System.nanoTime());
      last = outcome;
      return outcome;
    } finally {
      checking.unlock();
    }
  }

  private static String state(Check check) {
    try {
      return check
          .problem()
          .map(why -> why.isEmpty() ? NOT_READY : NOT_READY + ": " + why)
          .orElse(READY);
    } catch (RuntimeException e) {
      return NOT_READY;
    }
  }
}
