package foundry.api.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * Lets pages of the listed origins call us; of no other (WHATWG Fetch, 3.3). Who we talk to is in a
 * header that a page has to set itself, never in a cookie, so no page is ever allowed credentials.
 *
 * <p>A page of another origin gets a reply without permission, which its browser keeps from it:
 * whether to run the request is not decided here, since our own pages name their origin as well.
 */
public final class Cors {
  private static final String METHODS = "GET, HEAD, POST";

  private static final String REQUEST_HEADERS =
      "authorization, content-type, accept, x-request-id, traceparent, tracestate";

  private static final String REPLY_HEADERS =
      "x-request-id, ratelimit, ratelimit-policy, retry-after";

  /** Longer than a page is used; browsers cut it to what they think right. */
  private static final String SECONDS_KEPT = "7200";

  private final Set<String> origins;

  private Cors(Set<String> origins) {
    this.origins = origins;
  }

  /**
   * @param origins as browsers write them: {@code https://app.example.com}
   */
  public static void addTo(Router router, List<String> origins) {
    if (origins.isEmpty()) return;
    router.route().handler(new Cors(Set.copyOf(origins))::handle);
  }

  private void handle(RoutingContext http) {
    var request = http.request();
    var headers = http.response().headers();
    headers.add(HttpHeaders.VARY, "origin");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean listed = origin != null && origins.contains(origin);
    if (listed) {
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, REPLY_HEADERS);
    }
    if (origin != null && isPreflight(http)) answerPreflight(http, listed);
    else http.next();
  }

  private static boolean isPreflight(RoutingContext http) {
    return http.request().method().equals(HttpMethod.OPTIONS)
        && http.request().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
  }

  private static void answerPreflight(RoutingContext http, boolean listed) {
    var response = http.response().setStatusCode(204);
    if (listed) {
      response
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
          .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS_KEPT);
    }
    response.end();
  }
}
