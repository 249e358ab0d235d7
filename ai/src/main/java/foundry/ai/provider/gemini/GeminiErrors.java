package foundry.ai.provider.gemini;

import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.upstream.ErrorReply;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Google's errors mean (google.rpc.Status). */
final class GeminiErrors {
  private GeminiErrors() {}

  /** A reply whose status is not 200; some servers wrap the error in a list. */
  static Failed of(ErrorReply reply) {
    var body = reply.json().isArray() ? reply.json().path(0) : reply.json();
    var error = body.path("error");
    if (!error.isObject()) return reply.failed("");
    String status = ErrorReply.code(error.path("status"));
    var problem = problem(error, status);
    var failed = reply.failed(problem, status, retryable(problem));
    var wait = retryDelay(error).or(failed::retryAfter);
    return new Failed(problem, failed.message(), failed.retryable(), wait, Optional.empty());
  }

  /** An error after a 200. */
  static Failed inside(JsonNode error, Optional<Usage> usage) {
    String status = ErrorReply.code(error.path("status"));
    var problem = problem(error, status);
    return new Failed(
        problem,
        ("the provider failed in the middle " + status).strip(),
        retryable(problem),
        retryDelay(error),
        usage);
  }

  private static Problem problem(JsonNode error, String status) {
    return switch (status) {
      case "INVALID_ARGUMENT" -> invalid(error);
      case "FAILED_PRECONDITION", "OUT_OF_RANGE", "UNIMPLEMENTED" -> Problem.REFUSED;
      case "UNAUTHENTICATED", "PERMISSION_DENIED" -> Problem.CREDENTIALS;
      case "NOT_FOUND" -> Problem.UNKNOWN_MODEL;
      case "RESOURCE_EXHAUSTED" -> daily(error) ? Problem.QUOTA : Problem.RATE_LIMITED;
      case "UNAVAILABLE" -> Problem.OVERLOADED;
      case "DEADLINE_EXCEEDED", "CANCELLED" -> Problem.LATE;
      default -> Problem.BROKEN;
    };
  }

  private static Problem invalid(JsonNode error) {
    for (var detail : error.path("details")) {
      if (detail.path("reason").asString("").startsWith("API_KEY")) return Problem.CREDENTIALS;
    }
    boolean tooLong =
        error.path("message").asString("").contains("exceeds the maximum number of tokens");
    return tooLong ? Problem.TOO_LONG : Problem.REFUSED;
  }

  /** A day's quota is not back within any call's patience. */
  private static boolean daily(JsonNode error) {
    for (var detail : error.path("details")) {
      for (var violation : detail.path("violations")) {
        if (violation.path("quotaId").asString("").contains("PerDay")) return true;
      }
    }
    return false;
  }

  private static boolean retryable(Problem problem) {
    return switch (problem) {
      case RATE_LIMITED, OVERLOADED, TIMEOUT, LATE, BROKEN, UNREACHABLE -> true;
      case REFUSED, UNSUPPORTED, TOO_LONG, CREDENTIALS, QUOTA, UNKNOWN_MODEL -> false;
    };
  }

  /** google.rpc.RetryInfo, such as {@code 34.5s}. */
  private static Optional<Duration> retryDelay(JsonNode error) {
    for (var detail : error.path("details")) {
      String delay = detail.path("retryDelay").asString("");
      if (!delay.endsWith("s")) continue;
      try {
        return Optional.of(Duration.parse("PT" + delay));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
