package foundry.ai.provider.anthropic;

import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.upstream.ErrorReply;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Anthropic's errors mean. */
final class MessagesErrors {
  private MessagesErrors() {}

  /** A reply whose status is not 200. */
  static Failed of(ErrorReply reply) {
    var error = reply.json().path("error");
    String type = ErrorReply.code(error.path("type"));
    String message = error.path("message").asString("");
    if (reply.status() == 413 || tooLong(message)) {
      return reply.failed(Problem.TOO_LONG, type, false);
    }
    // A credit balance that is too low comes as an invalid request.
    if (type.equals("billing_error") || message.contains("credit balance")) {
      return reply.failed(Problem.QUOTA, type, false);
    }
    // Without a time to come back it is the account's spending limit, which no waiting helps.
    if (reply.status() == 429 && reply.retryAfter().isEmpty()) {
      return reply.failed(Problem.RATE_LIMITED, type, false);
    }
    return reply.failed(type);
  }

  private static boolean tooLong(String message) {
    return message.startsWith("prompt is too long") || message.contains("exceed context limit");
  }

  /**
   * An error after a 200. What was counted until then is from the beginning of the stream and says
   * nothing of what was written since: it is left to be estimated.
   */
  static Failed inside(JsonNode error) {
    String type = ErrorReply.code(error.path("type"));
    var problem = problem(type);
    return new Failed(
        problem,
        ("the provider failed in the middle " + type).strip(),
        retryable(problem),
        Optional.empty(),
        Optional.empty());
  }

  private static Problem problem(String type) {
    return switch (type) {
      case "overloaded_error" -> Problem.OVERLOADED;
      case "rate_limit_error" -> Problem.RATE_LIMITED;
      case "timeout_error" -> Problem.LATE;
      case "invalid_request_error" -> Problem.REFUSED;
      case "request_too_large" -> Problem.TOO_LONG;
      case "authentication_error", "permission_error" -> Problem.CREDENTIALS;
      case "billing_error" -> Problem.QUOTA;
      case "not_found_error" -> Problem.UNKNOWN_MODEL;
      default -> Problem.BROKEN;
    };
  }

  private static boolean retryable(Problem problem) {
    return switch (problem) {
      case OVERLOADED, RATE_LIMITED, TIMEOUT, LATE, BROKEN, UNREACHABLE -> true;
      case REFUSED, UNSUPPORTED, TOO_LONG, CREDENTIALS, QUOTA, UNKNOWN_MODEL -> false;
    };
  }
}
