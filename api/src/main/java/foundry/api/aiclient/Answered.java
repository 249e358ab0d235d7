package foundry.api.aiclient;

import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ai answered somebody who waits for it. */
public final class Answered {
  private static final Logger LOG = LoggerFactory.getLogger(Answered.class);

  private Answered() {}

  /** The answer; throws a refusal that says why there is none. */
  public static <T> T of(AiResult<T> result, String requestId) {
    return switch (result) {
      case AiResult.Done<T>(var value) -> value;
      case AiResult.Failed<T>(var failure) -> throw refusal(failure, requestId);
    };
  }

  private static RuntimeException refusal(AiFailure failure, String requestId) {
    LOG.warn("{} has no answer of ai: {}", requestId, failure.message());
    return switch (failure) {
      case AiFailure.TimedOut ignored ->
          new Refusal(ErrorCode.TIMEOUT, "The AI service took too long. Ask for less at once.");
      case AiFailure.Unavailable ignored -> unavailable();
      case AiFailure.Cancelled ignored -> unavailable();
      case AiFailure.TooLarge ignored -> new IllegalStateException(failure.message());
      case AiFailure.Refused ignored -> new IllegalStateException(failure.message());
    };
  }

  private static Refusal unavailable() {
    return new Refusal(ErrorCode.UNAVAILABLE, "The AI service does not answer right now.");
  }
}
