package foundry.api.job;

import foundry.api.tables.tables.records.JobRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was written in reply to a question, so far. */
public record Answer(
    String text,
    boolean partial,
    @Nullable Boolean grounded,
    Source source,
    List<Citation> citations,
    Measures measures) {

  /** Who wrote it. */
  record Source(boolean extractive, @Nullable String model, @Nullable String provider) {}

  /** What it took. */
  record Measures(
      @Nullable Integer inputTokens,
      @Nullable Integer outputTokens,
      @Nullable Integer millisToFirstWord,
      @Nullable Integer millis) {}

  static Answer of(JobRecord row) {
    return new Answer(
        row.getAnswer(),
        row.getAnswerPartial(),
        row.getGrounded(),
        new Source(row.getExtractive(), row.getModel(), row.getProvider()),
        Citation.list(row.getCitations().data()),
        new Measures(
            row.getInputTokens(),
            row.getOutputTokens(),
            row.getMillisToFirstWord(),
            row.getMillis()));
  }
}
