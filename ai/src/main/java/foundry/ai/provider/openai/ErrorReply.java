package foundry.ai.provider.openai;

import foundry.ai.provider.Outcome.Problem;
import foundry.http.Json;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A reply of a provider that is no answer.
 *
 * @param retryAfter how long the provider asks to be left alone
 */
record ErrorReply(
    Problem problem, String message, boolean retryable, Optional<Duration> retryAfter) {
  /** A code is a word, not a sentence that might repeat the prompt. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  static ErrorReply of(int status, MultiMap headers, String body, Clock clock) {
    String code = code(body);
    String told = "the provider answered %d%s".formatted(status, code.isEmpty() ? "" : " " + code);
    return new ErrorReply(
        problem(status), told, retryable(status, code, headers), retryAfter(headers, clock));
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 404 -> Problem.UNKNOWN_MODEL;
      case 400, 413, 422 -> Problem.REFUSED;
      case 429 -> Problem.RATE_LIMITED;
      case 408, 504 -> Problem.TIMEOUT;
      default -> Problem.BROKEN;
    };
  }

  private static boolean retryable(int status, String code, MultiMap headers) {
    String told = headers.get("x-should-retry");
    if (told != null) return told.equals("true");
    if (code.equals("insufficient_quota")) return false;
    return status == 408 || status == 409 || status == 429 || status >= 500;
  }

  private static String code(String body) {
    try {
      return code(Json.tree(body).path("error"));
    } catch (JacksonException e) {
      return "";
    }
  }

  /** The error's code or type; empty if there is none that is safe to repeat. */
  static String code(JsonNode error) {
    for (String name : new String[] {"code", "type"}) {
      var value = error.path(name);
      if (value.isString() && CODE.matcher(value.stringValue()).matches()) {
        return value.stringValue();
      }
    }
    return "";
  }

  private static Optional<Duration> retryAfter(MultiMap headers, Clock clock) {
    var millis = number(headers.get("retry-after-ms"));
    if (millis.isPresent()) return millis.map(Duration::ofMillis);
    String text = headers.get("retry-after");
    var seconds = number(text);
    if (seconds.isPresent() || text == null) return seconds.map(Duration::ofSeconds);
    try {
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(clock.instant(), date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> number(@Nullable String text) {
    if (text == null || !text.matches("\\d{1,9}")) return Optional.empty();
    return Optional.of(Long.parseLong(text));
  }
}
