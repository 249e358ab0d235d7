package foundry.api.web;

import foundry.http.Json;
import foundry.telemetry.Metrics;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** {@code /healthz}: alive. {@code /readyz}: each part that is needed, by name. */
public final class Health {
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
          var found = new LinkedHashMap<String, String>();
          checks.forEach((name, check) -> found.put(name, state(check)));
          boolean ready = found.values().stream().allMatch("ready"::equals);
          var body = Json.bytes(Map.of("ready", ready, "parts", found));
          context.runOnContext(
              ignored ->
                  http.response()
                      .setStatusCode(ready ? 200 : 503)
                      .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                      .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                      .end(body));
        });
  }

  private static String state(BooleanSupplier check) {
    try {
      return check.getAsBoolean() ? "ready" : "not ready";
    } catch (RuntimeException e) {
      return "not ready";
    }
  }
}
