package foundry.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;

/** A route of GET and of HEAD, which is GET without the body of the reply (RFC 9110, 9.3.2). */
public final class GetRoute {
  private GetRoute() {}

  /** Its handler answers as to GET; the body of a reply to HEAD is not sent. */
  public static Route of(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }
}
