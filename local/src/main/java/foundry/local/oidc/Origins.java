package foundry.local.oidc;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * Who may call: browsers from the web app's origins (CORS), and nobody under another host name, so
 * that a foreign page cannot reach the issuer by pointing its own name at this machine (DNS
 * rebinding).
 */
final class Origins {
  private final Set<String> hosts;
  private final Set<String> allowed;

  Origins(int port, List<String> allowed) {
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    this.allowed = Set.copyOf(allowed);
  }

  void checkHost(RoutingContext context) {
    var host = context.request().authority();
    if (host != null && hosts.contains(host.toString())) {
      context.next();
    } else {
      context.response().setStatusCode(421).end();
    }
  }

  void share(RoutingContext context) {
    String origin = context.request().getHeader("origin");
    var response = context.response().putHeader("vary", "Origin");
    if (origin != null && allowed.contains(origin)) {
      response.putHeader("access-control-allow-origin", origin);
      response.putHeader("access-control-allow-methods", "GET, POST");
      response.putHeader("access-control-allow-headers", "authorization, content-type");
      response.putHeader("access-control-max-age", "600");
    }
    if (context.request().method().equals(HttpMethod.OPTIONS)) {
      response.setStatusCode(204).end();
    } else {
      context.next();
    }
  }
}
