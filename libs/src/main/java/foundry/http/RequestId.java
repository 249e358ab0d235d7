package foundry.http;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id by which a request is found again in logs, errors and the audit trail. */
public final class RequestId {
  public static final String HEADER = "x-request-id";

  private static final String KEY = RequestId.class.getName();
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  private RequestId() {}

  /** Takes the client's id if it is well formed, else makes one; answers it as a header. */
  static void handle(RoutingContext context) {
    String given = context.request().getHeader(HEADER);
    boolean usable = given != null && ACCEPTED.matcher(given).matches();
    String id = usable ? given : "req_" + UUID.randomUUID().toString().replace("-", "");
    context.put(KEY, id);
    context.response().putHeader(HEADER, id);
    context.next();
  }

  /** Goes on under the id a trusted caller gave, if it is well formed. */
  public static void adopt(RoutingContext context, String id) {
    if (!ACCEPTED.matcher(id).matches()) return;
    context.put(KEY, id);
    context.response().putHeader(HEADER, id);
  }

  public static String of(RoutingContext context) {
    String id = context.get(KEY);
    return id == null ? "req_none" : id;
  }
}
