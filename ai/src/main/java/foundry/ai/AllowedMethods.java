package foundry.ai;

import foundry.ai.http.ErrorCode;
import foundry.ai.http.Failures;
import foundry.ai.http.Refused;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Which methods each path has, to tell those who come with another one (RFC 9110, 15.5.6). */
final class AllowedMethods {
  private final Map<String, TreeSet<String>> byPath = new LinkedHashMap<>();

  void add(HttpMethod method, String path) {
    byPath.computeIfAbsent(path, ignored -> new TreeSet<>()).add(method.name());
  }

  /** Call when all paths have their routes: whoever comes this far has found none. */
  void on(Router router) {
    byPath.forEach(
        (path, methods) -> {
          String allowed = String.join(", ", methods);
          router.route(path).handler(context -> refuse(context, allowed));
        });
  }

  private static void refuse(RoutingContext context, String allowed) {
    context.response().putHeader("allow", allowed);
    String method = context.request().method().name();
    String shown = method.length() <= 20 ? method : method.substring(0, 20);
    String message = "method: %s (expected: %s)".formatted(shown, allowed);
    Failures.fail(context, new Refused(ErrorCode.METHOD_NOT_ALLOWED, message));
  }
}
