package foundry.ai;

import foundry.ai.embed.Embedder;
import foundry.http.GetRoute;
import foundry.http.Json;
import foundry.telemetry.Metrics;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * What operators ask: alive, ready, and how it goes. Without authentication and without secrets.
 */
record Health(Embedder embedder, Metrics metrics) {
  private record Ready(boolean ready, List<String> waitingFor) {}

  void on(Router router) {
    GetRoute.of(router, "/healthz").handler(context -> json(context, 200, "{\"status\":\"ok\"}"));
    GetRoute.of(router, "/readyz").handler(this::ready);
    GetRoute.of(router, "/metrics").handler(this::scrape);
  }

  private void ready(RoutingContext context) {
    boolean ready = embedder.ready();
    var waitingFor = ready ? List.<String>of() : List.of("embedding model");
    json(context, ready ? 200 : 503, Json.text(new Ready(ready, waitingFor)));
  }

  private void scrape(RoutingContext context) {
    context
        .response()
        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
        .end(metrics.scrape());
  }

  private static void json(RoutingContext context, int status, String body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body);
  }
}
