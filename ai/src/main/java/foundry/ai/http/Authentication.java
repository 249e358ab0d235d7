package foundry.ai.http;

import foundry.ai.Limits;
import foundry.http.RequestId;
import foundry.viewer.Caller;
import foundry.viewer.CallerTokens;
import foundry.viewer.CallerTokens.Verified;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;

/**
 * Lets only calls pass that carry a token made by api or a key of an organization, and remembers on
 * whose behalf.
 */
public final class Authentication implements Handler<RoutingContext> {
  private static final String KEY = Caller.class.getName();
  private static final String SCHEME = "Bearer ";

  /** Where clients of the Anthropic dialect put what others call a bearer token. */
  private static final String ANTHROPIC_KEY = "x-api-key";

  private final CallerTokens tokens;
  private final Credentials keys;
  private final Clock clock;

  /** Checking a signature costs more than most calls; the whole token is what is looked for. */
  private final Recent<String, Verified> verified = new Recent<>(Limits.TOKENS_KNOWN_MAX);

  public Authentication(CallerTokens tokens, Credentials keys, Clock clock) {
    this.tokens = tokens;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext context) {
    String credential = credential(context);
    if (keys.takes(credential)) {
      key(context, credential);
      return;
    }
    var caller = token(credential);
    if (caller.isPresent()) {
      RequestId.adopt(context, caller.get().requestId());
      pass(context, caller.get());
    } else {
      refuse(context);
    }
  }

  private static void refuse(RoutingContext context) {
    String message =
        "authorization: nothing valid (expected: Bearer and an API key or an internal token of api)";
    Failures.fail(context, new Refused(ErrorCode.UNAUTHENTICATED, message));
  }

  private void key(RoutingContext context, String credential) {
    String path = context.normalizedPath();
    var caller = keys.caller(credential, path, RequestId.of(context));
    if (caller.succeeded()) {
      pass(context, caller.result());
      return;
    }
    if (caller.failed()) {
      Failures.fail(context, caller.cause());
      return;
    }
    var loop = context.vertx().getOrCreateContext();
    context.request().pause(); // or the body would be gone by then
    caller.onComplete(
        answer ->
            loop.runOnContext(
                ignored -> {
                  if (answer.succeeded()) pass(context, answer.result());
                  else Failures.fail(context, answer.cause());
                  context.request().resume();
                }));
  }

  static void pass(RoutingContext context, Caller caller) {
    context.put(KEY, caller);
    context.next();
  }

  private Optional<Caller> token(String text) {
    var before = verified.get(text);
    if (before != null && clock.instant().isBefore(before.until())) {
      return Optional.of(before.caller());
    }
    var now = tokens.verified(text);
    now.ifPresent(good -> verified.put(text, good));
    return now.map(Verified::caller);
  }

  /** Empty if there is none. */
  private static String credential(RoutingContext context) {
    var request = context.request();
    String header = request.getHeader("authorization");
    if (header != null && header.startsWith(SCHEME)) return header.substring(SCHEME.length());
    String key = request.getHeader(ANTHROPIC_KEY);
    return key == null ? "" : key;
  }

  /** The call behind the request; only routes under {@link #handle} may ask. */
  public static Exchange exchange(RoutingContext context) {
    return new Exchange(context, caller(context));
  }

  static Caller caller(RoutingContext context) {
    Caller caller = context.get(KEY);
    if (caller == null) throw new IllegalStateException("a route without authentication");
    return caller;
  }
}
