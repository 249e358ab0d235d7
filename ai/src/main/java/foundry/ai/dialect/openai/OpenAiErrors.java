package foundry.ai.dialect.openai;

import foundry.ai.http.ErrorCode;
import foundry.ai.http.ErrorShape;
import foundry.ai.http.Refused;
import foundry.ai.http.Refused.Detail;
import org.jspecify.annotations.Nullable;

/** Errors as OpenAI writes them. */
public final class OpenAiErrors implements ErrorShape {
  public static final OpenAiErrors INSTANCE = new OpenAiErrors();

  record Body(Content error) {}

  record Content(String message, String type, @Nullable String param, @Nullable String code) {}

  private OpenAiErrors() {}

  @Override
  public int status(Refused problem) {
    return problem.code().status();
  }

  @Override
  public Body body(Refused problem, String requestId) {
    return new Body(
        new Content(problem.reason(), type(problem), problem.field().orElse(null), code(problem)));
  }

  private static String type(Refused problem) {
    if (problem.detail().orElse(null) == Detail.QUOTA) return "insufficient_quota";
    return switch (problem.code()) {
      case INVALID_INPUT,
          FORBIDDEN,
          NOT_FOUND,
          UNKNOWN_MODEL,
          METHOD_NOT_ALLOWED,
          TOO_SLOW,
          TOO_LARGE ->
          "invalid_request_error";
      case UNAUTHENTICATED -> "authentication_error";
      case RATE_LIMITED -> "rate_limit_error";
      case INTERNAL, UPSTREAM_FAILED, INVALID_OUTPUT, UNAVAILABLE, UPSTREAM_TIMEOUT ->
          "server_error";
    };
  }

  private static @Nullable String code(Refused problem) {
    var detail = problem.detail();
    return detail.isPresent() ? code(detail.get()) : code(problem.code());
  }

  private static String code(Detail detail) {
    return switch (detail) {
      case UNSUPPORTED_PARAMETER -> "unsupported_parameter";
      case UNKNOWN_PARAMETER -> "unknown_parameter";
      case CONTEXT_TOO_LONG -> "context_length_exceeded";
      case QUOTA -> "insufficient_quota";
      case OVERLOADED -> "server_overloaded";
    };
  }

  private static @Nullable String code(ErrorCode code) {
    return switch (code) {
      case INVALID_INPUT -> "invalid_value";
      case UNAUTHENTICATED -> "invalid_api_key";
      case FORBIDDEN -> "insufficient_permissions";
      case NOT_FOUND -> "unknown_url";
      case UNKNOWN_MODEL -> "model_not_found";
      case METHOD_NOT_ALLOWED -> "method_not_supported";
      case TOO_SLOW -> "request_timeout";
      case TOO_LARGE -> "request_too_large";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case UPSTREAM_FAILED -> "upstream_failed";
      case INVALID_OUTPUT -> "invalid_output";
      case UPSTREAM_TIMEOUT -> "upstream_timeout";
      case UNAVAILABLE -> "unavailable";
      case INTERNAL -> null;
    };
  }
}
