package foundry.api.web;

import foundry.http.Json;
import foundry.telemetry.Metrics;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** {@code /healthz}: alive. {@code /readyz}: each part that is needed, by name. */
public final class Health {
  /** Anybody may ask, as often as they like; each check costs a call to another part. */
  private static final Duration KEPT = Duration.ofSeconds(1);

  /** What the checks found, by the part's name, and when. */
  private record Outcome(Map<String, String> parts, long foundNanos) {
    boolean isReady() {
      return parts.values().stream().allMatch("ready"::equals);
    }
  }

  private final ReentrantLock checking = new ReentrantLock();
  private @Nullable Outcome last;
  private final Map<String, BooleanSupplier> checks;
  private final Metrics metrics;
  private final Executor executor;

  /**
   * @param checks by the part's name; each may block for a moment
   */
  public Health(Map<String, BooleanSupplier> checks, Metrics metrics, Executor executor) {
    this.checks = new LinkedHashMap<>(checks);
    this.metrics = metrics;
    this.executor = executor;
  }

  public void addTo(Router router) {
    router.get("/healthz").handler(http -> http.response().end("ok\n"));
    router.get("/readyz").handler(this::ready);
    router
        .get("/metrics")
        .handler(
            http ->
                http.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                    .end(metrics.scrape()));
  }

  private void ready(RoutingContext http) {
    var context = http.vertx().getOrCreateContext();
    executor.execute(
        () -> {
          var found = outcome();
          boolean ready = found.isReady();
          var body = Json.bytes(Map.of("ready", ready, "parts", found.parts()));
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

  private static String state(BooleanSupplier check) {
    try {
      return check.getAsBoolean() ? "ready" : "not ready";
    } catch (RuntimeException e) {
      return "not ready";
    }
  }
}
