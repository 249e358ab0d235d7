package foundry.http;

import io.vertx.ext.web.RoutingContext;

/**
 * The address a request asks for. One that cannot be decoded is refused before anything reads it:
 * what decodes it throws with the whole of it in its message, and it may hold what somebody asked.
 */
final class RequestTarget {
  private RequestTarget() {}

  static void handle(RoutingContext context) {
    if (isDecodable(context.request().uri())) context.next();
    else context.fail(400);
  }

  /** Two hex digits behind each percent sign (RFC 3986, 2.1). */
  private static boolean isDecodable(String target) {
    for (int at = target.indexOf('%'); at >= 0; at = target.indexOf('%', at + 3)) {
      if (at + 2 >= target.length()) return false;
      if (!isHex(target.charAt(at + 1)) || !isHex(target.charAt(at + 2))) return false;
    }
    return true;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
