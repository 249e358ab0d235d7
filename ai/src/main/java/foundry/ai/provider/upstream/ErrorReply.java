package foundry.ai.provider.upstream;

import foundry.ai.provider.Outcome;
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
import tools.jackson.databind.node.MissingNode;

/** A reply of a provider that is no answer. */
public record ErrorReply(int status, MultiMap headers, String body, Clock clock) {
  /** Who says more has a wrong clock. */
  private static final Duration RETRY_AFTER_MAX = Duration.ofDays(1);

  /** A code is a word, not a sentence that might repeat the prompt. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /** The body as JSON; missing if it is none. */
  public JsonNode json() {
    try {
      return Json.tree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /** The first of the values that is safe to repeat; empty if none is. */
  public static String code(JsonNode... values) {
    for (var value : values) {
      if (value.isString() && CODE.matcher(value.stringValue()).matches()) {
        return value.stringValue();
      }
    }
    return "";
  }

  /** By status alone; {@code x-should-retry} overrules it. */
  public Outcome.Failed failed(String code) {
    return failed(
        problem(), code, status == 408 || status == 409 || status == 429 || status >= 500);
  }

  public Outcome.Failed failed(Problem problem, String code, boolean retryable) {
    String told = headers.get("x-should-retry");
    return new Outcome.Failed(
        problem,
        "the provider answered %d%s".formatted(status, code.isEmpty() ? "" : " " + code),
        told == null ? retryable : told.equals("true"),
        retryAfter(),
        Optional.empty());
  }

  private Problem problem() {
    return switch (status) {
      case 401, 403 -> Problem.CREDENTIALS;
      case 402 -> Problem.QUOTA;
      case 404 -> Problem.UNKNOWN_MODEL;
      case 400, 405, 413, 415, 422 -> Problem.REFUSED;
      case 429 -> Problem.RATE_LIMITED;
      case 408, 504 -> Problem.LATE;
      case 503, 529 -> Problem.OVERLOADED;
      default -> Problem.BROKEN;
    };
  }

  /** RFC 9110, 10.2.3, and the milliseconds that OpenAI sends beside it; a day at most. */
  public Optional<Duration> retryAfter() {
    return told().map(wait -> wait.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : wait);
  }

  private Optional<Duration> told() {
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
