package foundry.api.usage;

import foundry.api.aiclient.AiClient;
import foundry.api.aiclient.AiFailure;
import foundry.api.aiclient.AiResult;
import foundry.api.aiclient.UsageQuestion;
import foundry.api.aiclient.UsageReport;
import foundry.api.graphql.Errand;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.viewer.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the AI service for a report that the caller may see. */
record UsageErrand(AiClient ai, Caller caller, UsageQuestion question) implements Errand {
  private static final Logger LOG = LoggerFactory.getLogger(UsageErrand.class);

  @Override
  public Usage run() {
    return switch (ai.usage(caller, question)) {
      case AiResult.Done<UsageReport>(var report) -> usage(report);
      case AiResult.Failed<UsageReport>(var failure) -> throw refusal(failure);
    };
  }

  private Usage usage(UsageReport report) {
    if (report.after() == null) return new Usage(question.from(), question.to(), report.usage());
    throw new Refusal(
        ErrorCode.LIMIT_EXCEEDED,
        "sums: more than %d (expected: a shorter period, or kept apart by less)"
            .formatted(question.sumsMax()));
  }

  private RuntimeException refusal(AiFailure failure) {
    LOG.warn("{} has no report of usage: {}", caller.requestId(), failure.message());
    return switch (failure) {
      case AiFailure.TimedOut ignored ->
          new Refusal(ErrorCode.TIMEOUT, "The report took too long. Ask for a shorter period.");
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
