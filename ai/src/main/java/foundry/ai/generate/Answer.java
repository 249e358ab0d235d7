package foundry.ai.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import foundry.ai.prepare.Prepared.LeftOut;
import foundry.ai.provider.Outcome;
import foundry.ai.score.Scores;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer, as it ended.
 *
 * @param partial whether text is missing
 * @param grounded whether at least one passage is cited; null where none was given
 * @param ttftMs until the first piece; null if there was none
 * @param refusal why the model declined, in its words; null if it did not
 * @param thinking what it thought first; null if it showed nothing
 * @param fallbacks how many other models were asked, beyond the first
 * @param route the alias it was asked under; null if it was none
 * @param valid whether it has the shape that was asked for; null where that was not checked
 * @param leftOut of a prompt that was too long; null if nothing was
 * @param scores null where none were asked for
 * @param stopSequence the one that ended the answer; null if none did
 */
public record Answer(
    String id,
    String text,
    FinishReason finishReason,
    boolean partial,
    String model,
    String provider,
    boolean extractive,
    @Nullable Boolean grounded,
    Usage usage,
    long latencyMs,
    @Nullable Long ttftMs,
    List<Citation> citations,
    List<ToolCall> toolCalls,
    @Nullable String refusal,
    @Nullable String thinking,
    @Nullable String stopSequence,
    int attempts,
    int fallbacks,
    @Nullable String route,
    @Nullable Boolean valid,
    @Nullable LeftOut leftOut,
    @Nullable Scores scores) {
  Answer withText(String other) {
    return with(other, finishReason, partial, usage, latencyMs, attempts, valid, scores);
  }

  Answer withValid(boolean fits) {
    return with(text, finishReason, partial, usage, latencyMs, attempts, fits, scores);
  }

  Answer withScores(Scores given) {
    return with(text, finishReason, partial, usage, latencyMs, attempts, valid, given);
  }

  Answer plus(Usage more, int moreAttempts) {
    int all = attempts + moreAttempts;
    return with(text, finishReason, partial, usage.plus(more), latencyMs, all, valid, scores);
  }

  Answer cut(FinishReason reason) {
    return with(text, reason, true, usage, latencyMs, attempts, valid, scores);
  }

  Answer after(long millis) {
    return with(text, finishReason, partial, usage, millis, attempts, valid, scores);
  }

  /** All that may still change once a model has answered. */
  private Answer with(
      String text,
      FinishReason finishReason,
      boolean partial,
      Usage usage,
      long latencyMs,
      int attempts,
      @Nullable Boolean valid,
      @Nullable Scores scores) {
    return new Answer(
        id,
        text,
        finishReason,
        partial,
        model,
        provider,
        extractive,
        grounded,
        usage,
        latencyMs,
        ttftMs,
        citations,
        toolCalls,
        refusal,
        thinking,
        stopSequence,
        attempts,
        fallbacks,
        route,
        valid,
        leftOut,
        scores);
  }

  /**
   * A tool the model asks for.
   *
   * @param arguments one JSON object, as the model wrote it; may be broken where text is missing
   */
  public record ToolCall(String id, String name, String arguments) {}

  /**
   * Tokens.
   *
   * @param inputTokens cached ones included
   * @param outputTokens reasoning included
   * @param estimated whether the numbers are ours, since the provider gave none
   */
  public record Usage(
      int inputTokens,
      int outputTokens,
      int cachedInputTokens,
      int cacheWriteTokens,
      int reasoningTokens,
      boolean estimated) {
    static Usage of(Outcome.Usage counted) {
      return new Usage(
          counted.input(),
          counted.output(),
          counted.cachedInput(),
          counted.cacheWrite(),
          counted.reasoning(),
          false);
    }

    static Usage estimate(int inputTokens, int outputTokens) {
      return new Usage(inputTokens, outputTokens, 0, 0, 0, true);
    }

    Usage plus(Usage more) {
      var sum = plusEstimate(more.counted());
      return new Usage(
          sum.inputTokens,
          sum.outputTokens,
          sum.cachedInputTokens,
          sum.cacheWriteTokens,
          sum.reasoningTokens,
          estimated || more.estimated);
    }

    Usage plusEstimate(Outcome.Usage more) {
      return new Usage(
          inputTokens + more.input(),
          outputTokens + more.output(),
          cachedInputTokens + more.cachedInput(),
          cacheWriteTokens + more.cacheWrite(),
          reasoningTokens + more.reasoning(),
          true);
    }

    Outcome.Usage counted() {
      return new Outcome.Usage(
          inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens);
    }
  }

  /** Why the text ends where it ends. */
  public enum FinishReason {
    @JsonProperty("stop")
    STOP,
    @JsonProperty("length")
    LENGTH,
    @JsonProperty("tool_use")
    TOOL_USE,
    @JsonProperty("content_filter")
    CONTENT_FILTER,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("deadline")
    DEADLINE,
    @JsonProperty("error")
    ERROR;

    static FinishReason of(Outcome.Reason reason) {
      return switch (reason) {
        case STOP -> STOP;
        case LENGTH -> LENGTH;
        case TOOL_USE -> TOOL_USE;
        case CONTENT_FILTER -> CONTENT_FILTER;
      };
    }
  }
}
