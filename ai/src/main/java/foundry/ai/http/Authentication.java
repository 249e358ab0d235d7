package foundry.ai.http;

import foundry.http.RequestId;
import foundry.viewer.Caller;
import foundry.viewer.CallerTokens;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Lets only calls pass that carry a token made by api, and remembers on whose behalf. */
public final class Authentication implements Handler<RoutingContext> {
  private static final String KEY = Caller.class.getName();
  private static final String SCHEME = "Bearer ";

  /** Where clients of the Anthropic dialect put what others call a bearer token. */
  private static final String ANTHROPIC_KEY = "x-api-key";

  private final CallerTokens tokens;

  public Authentication(CallerTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void handle(RoutingContext context) {
    Optional<Caller> caller = token(context).flatMap(tokens::verify);
    if (caller.isEmpty()) {
      Failures.fail(
          context,
          new Refused(
              ErrorCode.UNAUTHENTICATED,
              "authorization: no valid token (expected: Bearer and an internal token of api)"));
      return;
    }
    context.put(KEY, caller.get());
    RequestId.adopt(context, caller.get().requestId());
    context.next();
  }

  private static Optional<String> token(RoutingContext context) {
    var request = context.request();
    String header = request.getHeader("authorization");
    if (header != null && header.startsWith(SCHEME)) {
      return Optional.of(header.substring(SCHEME.length()));
    }
    return Optional.ofNullable(request.getHeader(ANTHROPIC_KEY));
  }

  /** The call behind the request; only routes under {@link #handle} may ask. */
  public static Exchange exchange(RoutingContext context) {
    Caller caller = context.get(KEY);
    if (caller == null) throw new IllegalStateException("a route without authentication");
    return new Exchange(context, caller);
  }
}
