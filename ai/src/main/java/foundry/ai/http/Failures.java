package foundry.ai.http;

import foundry.ai.Limits;
import foundry.http.Json;
import foundry.http.RequestId;
import foundry.postgres.DatabaseUnavailable;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the error body for whatever went wrong; internals stay inside. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final String INTERNAL = "something failed inside; the log says what";

  private Failures() {}

  /** Ends the call; what was not foreseen counts as a failure of the service. */
  public static void fail(RoutingContext context, Throwable problem) {
    var response = context.response();
    if (response.ended() || response.closed()) return;
    if (problem instanceof Refused refused && !response.headWritten()) refuse(context, refused);
    else if (problem instanceof DatabaseUnavailable && !response.headWritten()) {
      LOG.warn("{} the database", RequestId.of(context), problem);
      refuse(
          context, new Refused(ErrorCode.UNAVAILABLE, "the database cannot be asked; come again"));
    } else context.fail(500, problem);
  }

  private static void refuse(RoutingContext context, Refused refused) {
    if (refused.code().status() >= 500) {
      LOG.warn("{} {}: {}", RequestId.of(context), refused.code(), refused.reason());
    }
    write(context, refused);
  }

  /** What the sender may know of a problem; what was not foreseen goes to the log. */
  public static Refused toRefused(String requestId, Throwable problem) {
    if (problem instanceof Refused refused) return refused;
    LOG.error("{} failed", requestId, problem);
    return new Refused(ErrorCode.INTERNAL, INTERNAL);
  }

  public static void answer(RoutingContext context) {
    switch (context.statusCode()) {
      case 404 -> answer(context, ErrorCode.NOT_FOUND, noSuchPath(path(context)));
      case 413 -> answer(context, ErrorCode.TOO_LARGE, "body: larger than this path accepts");
      case 400 -> answer(context, ErrorCode.INVALID_INPUT, "the request cannot be read");
      default -> answer(context, ErrorCode.INTERNAL, INTERNAL);
    }
  }

  /** Paths that OpenAI's clients may call without their users having chosen to. */
  private static String noSuchPath(String path) {
    boolean known = path.startsWith("/v1/responses") || path.startsWith("/v1/completions");
    return known
        ? path + ": not offered (expected: /v1/chat/completions)"
        : "no such path: " + path;
  }

  private static String path(RoutingContext context) {
    String path = String.valueOf(context.request().path());
    return path.length() <= 100 ? path : path.substring(0, 100);
  }

  private static void answer(RoutingContext context, ErrorCode code, String message) {
    write(context, new Refused(code, message));
  }

  /**
   * The server itself would wait for the rest of the body, however long it takes. Closed at once,
   * the connection would be reset before the client has read why.
   */
  private static void closeSoon(RoutingContext context) {
    context.response().putHeader("connection", "close");
    var connection = context.request().connection();
    context.vertx().setTimer(Limits.LINGER_MILLIS, ignored -> connection.close());
  }

  private static void write(RoutingContext context, Refused problem) {
    var response = context.response();
    var shape = ErrorShape.of(context);
    // A body nobody reads would be taken for the next request of this connection.
    boolean first = context.request().version() != HttpVersion.HTTP_2;
    if (first && !context.request().isEnded()) closeSoon(context);
    shape.headers(problem, response.headers());
    response
        .setStatusCode(shape.status(problem))
        .putHeader("content-type", "application/json")
        .end(Json.bytes(shape.body(problem, RequestId.of(context))));
  }
}
