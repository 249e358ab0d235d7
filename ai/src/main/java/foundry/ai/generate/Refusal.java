package foundry.ai.generate;

import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.http.Refused.Detail;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.route.Ended;
import java.time.Duration;

/** What the one who asked may know of a failure. */
public final class Refusal {
  private Refusal() {}

  static Refused of(Ended ended, Failed failed) {
    boolean told = ended.attempts() > 0 || failed.problem() == Problem.UNSUPPORTED;
    return told ? refused(failed) : busy(failed);
  }

  private static Refused busy(Failed failed) {
    var wait = failed.retryAfter().orElse(Duration.ofSeconds(1));
    return new Refused(ErrorCode.UNAVAILABLE, failed.message()).comeAgainAfter(wait);
  }

  public static Refused refused(Failed failed) {
    var refused = new Refused(code(failed.problem()), failed.message());
    return switch (failed.problem()) {
      case TOO_LONG -> refused.afterRetries(failed.retryAfter()).with(Detail.CONTEXT_TOO_LONG);
      case QUOTA -> refused.afterRetries(failed.retryAfter()).with(Detail.QUOTA);
      case OVERLOADED -> refused.afterRetries(failed.retryAfter()).with(Detail.OVERLOADED);
      case UNKNOWN_MODEL,
          REFUSED,
          UNSUPPORTED,
          RATE_LIMITED,
          CREDENTIALS,
          UNREACHABLE,
          TIMEOUT,
          LATE,
          BROKEN ->
          refused.afterRetries(failed.retryAfter());
    };
  }

  private static ErrorCode code(Problem problem) {
    return switch (problem) {
      case UNKNOWN_MODEL -> ErrorCode.UNKNOWN_MODEL;
      case REFUSED, UNSUPPORTED, TOO_LONG -> ErrorCode.INVALID_INPUT;
      case RATE_LIMITED, QUOTA -> ErrorCode.RATE_LIMITED;
      case TIMEOUT, LATE -> ErrorCode.UPSTREAM_TIMEOUT;
      case CREDENTIALS, OVERLOADED, UNREACHABLE, BROKEN -> ErrorCode.UPSTREAM_FAILED;
    };
  }
}
