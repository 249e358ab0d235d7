package foundry.api.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.List;
import java.util.Set;

/** Lets pages of the listed origins call us; of no other. */
public final class Cors {
  private Cors() {}

  public static void addTo(Router router, List<String> origins) {
    if (origins.isEmpty()) return;
    router
        .route()
        .handler(
            CorsHandler.create()
                .addOrigins(origins)
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
                .allowedHeaders(Set.of("authorization", "content-type", "accept", "x-request-id"))
                .exposedHeaders(Set.of("x-request-id"))
                .maxAgeSeconds(600));
  }
}
