package foundry.ai.dialect.anthropic;

import foundry.ai.http.ErrorShape;
import foundry.ai.http.Refused;
import foundry.ai.http.Refused.Detail;
import io.vertx.core.MultiMap;

/** Errors as Anthropic writes them. */
public final class AnthropicErrors implements ErrorShape {
  public static final AnthropicErrors INSTANCE = new AnthropicErrors();

  private static final int OVERLOADED_STATUS = 529;
  private static final String OVERLOADED = "overloaded_error";

  record Body(String type, Content error, String requestId) {}

  record Content(String type, String message) {}

  private AnthropicErrors() {}

  @Override
  public int status(Refused problem) {
    return type(problem).equals(OVERLOADED) ? OVERLOADED_STATUS : problem.code().status();
  }

  @Override
  public Body body(Refused problem, String requestId) {
    return new Body("error", new Content(type(problem), message(problem)), requestId);
  }

  /** Clients look for these words to know that a shorter prompt would do. */
  private static String message(Refused problem) {
    boolean tooLong = problem.detail().orElse(null) == Detail.CONTEXT_TOO_LONG;
    return tooLong ? "prompt is too long: " + problem.reason() : problem.reason();
  }

  @Override
  public void headers(Refused problem, MultiMap headers) {
    ErrorShape.super.headers(problem, headers);
    headers.set("request-id", headers.get("x-request-id"));
  }

  private static String type(Refused problem) {
    if (problem.detail().orElse(null) == Detail.OVERLOADED) return OVERLOADED;
    return switch (problem.code()) {
      case INVALID_INPUT, METHOD_NOT_ALLOWED, TOO_SLOW -> "invalid_request_error";
      case UNAUTHENTICATED -> "authentication_error";
      case FORBIDDEN -> "permission_error";
      case NOT_FOUND, UNKNOWN_MODEL -> "not_found_error";
      case TOO_LARGE -> "request_too_large";
      case RATE_LIMITED -> "rate_limit_error";
      case INTERNAL, UPSTREAM_FAILED, INVALID_OUTPUT -> "api_error";
      case UNAVAILABLE -> OVERLOADED;
      case UPSTREAM_TIMEOUT -> "timeout_error";
    };
  }
}
