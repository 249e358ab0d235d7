package foundry.http;

import io.vertx.ext.web.RoutingContext;

/** The id by which a request is found again in logs, errors and the audit trail. */
public final class RequestId {
  public static final String HEADER = "x-request-id";

  private static final String KEY = RequestId.class.getName();
  private static final int CHARACTERS_MIN = 8;
  private static final int CHARACTERS_MAX = 64;

  private RequestId() {}

  /** Takes the client's id if it is well formed, else makes one; answers it as a header. */
  static void handle(RoutingContext context) {
    String given = context.request().getHeader(HEADER);
    String id = given != null && isWellFormed(given) ? given : UniqueId.with("req_");
    context.put(KEY, id);
    context.response().putHeader(HEADER, id);
    context.next();
  }

  /** Goes on under the id a trusted caller gave, if it is well formed. */
  public static void adopt(RoutingContext context, String id) {
    if (!isWellFormed(id)) return;
    context.put(KEY, id);
    context.response().putHeader(HEADER, id);
  }

  private static boolean isWellFormed(String id) {
    if (id.length() < CHARACTERS_MIN || id.length() > CHARACTERS_MAX) return false;
    for (int i = 0; i < id.length(); i++) if (!isAccepted(id.charAt(i))) return false;
    return true;
  }

  private static boolean isAccepted(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '_' || c == '-';
  }

  public static String of(RoutingContext context) {
    String id = context.get(KEY);
    return id == null ? "req_none" : id;
  }
}
