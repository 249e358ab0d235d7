package foundry.api.usage;

import foundry.api.aiclient.AiClient;
import foundry.api.aiclient.Answered;
import foundry.api.aiclient.UsageQuestion;
import foundry.api.aiclient.UsageReport;
import foundry.api.graphql.Errand;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.viewer.Caller;

/** Asks the AI service for a report that the caller may see. */
record UsageErrand(AiClient ai, Caller caller, UsageQuestion question) implements Errand {
  @Override
  public Usage run() {
    return usage(Answered.of(ai.usage(caller, question), caller.requestId()));
  }

  private Usage usage(UsageReport report) {
    if (report.after() == null) return new Usage(question.from(), question.to(), report.usage());
    throw new Refusal(
        ErrorCode.LIMIT_EXCEEDED,
        "sums: more than %d (expected: a shorter period, or kept apart by less)"
            .formatted(question.sumsMax()));
  }
}
