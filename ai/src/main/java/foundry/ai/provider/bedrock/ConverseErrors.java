package foundry.ai.provider.bedrock;

import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.http.Json;
import java.util.List;
import java.util.Locale;

/** What Bedrock's exceptions mean. */
final class ConverseErrors {
  /** Each model's maker has words of its own. */
  private static final List<String> TOO_LONG =
      List.of("too long", "too many input tokens", "too large", "maximum context", "input tokens");

  private ConverseErrors() {}

  /** A reply whose status is not 200: the header names the exception, some proxies drop it. */
  static Failed of(ErrorReply reply) {
    var body = reply.json();
    String told = reply.headers().get("x-amzn-errortype");
    String type = type(told == null ? body.path("__type").asString("") : told);
    if (type.isEmpty()) return reply.failed("");
    var problem = problem(type, body.path("message").asString(body.path("Message").asString("")));
    return reply.failed(problem, type, retryable(problem));
  }

  /** An exception after a 200. */
  static Failed inside(String exception, String message) {
    String type = type(exception);
    var problem = problem(type, message);
    return new Failed(
        problem, ("the provider failed in the middle " + type).strip(), retryable(problem));
  }

  /** {@code ThrottlingException:http://...} and {@code com.amazonaws...#throttlingException}. */
  private static String type(String told) {
    String name = told.substring(told.indexOf('#') + 1).split(":", 2)[0].strip();
    String type = ErrorReply.code(Json.MAPPER.getNodeFactory().stringNode(name));
    return type.isEmpty() ? "" : type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
  }

  private static Problem problem(String type, String message) {
    return switch (type) {
      case "ThrottlingException" -> Problem.RATE_LIMITED;
      case "ServiceQuotaExceededException" -> Problem.QUOTA;
      case "ValidationException", "ModelErrorException" -> invalid(type, message);
      case "AccessDeniedException",
          "ExpiredTokenException",
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException" ->
          Problem.CREDENTIALS;
      case "ResourceNotFoundException", "UnknownOperationException" -> Problem.UNKNOWN_MODEL;
      case "ModelTimeoutException" -> Problem.LATE;
      case "ServiceUnavailableException", "ModelNotReadyException" -> Problem.OVERLOADED;
      default -> Problem.BROKEN;
    };
  }

  private static Problem invalid(String type, String message) {
    String words = message.toLowerCase(Locale.ROOT);
    if (TOO_LONG.stream().anyMatch(words::contains)) return Problem.TOO_LONG;
    if (words.contains("model identifier is invalid")) return Problem.UNKNOWN_MODEL;
    return type.equals("ValidationException") ? Problem.REFUSED : Problem.BROKEN;
  }

  private static boolean retryable(Problem problem) {
    return switch (problem) {
      case RATE_LIMITED, OVERLOADED, TIMEOUT, LATE, BROKEN, UNREACHABLE -> true;
      case REFUSED, UNSUPPORTED, TOO_LONG, CREDENTIALS, QUOTA, UNKNOWN_MODEL -> false;
    };
  }
}
