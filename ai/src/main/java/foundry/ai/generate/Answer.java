package foundry.ai.generate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import foundry.ai.prepare.Prepared.LeftOut;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Used;
import foundry.ai.route.Target;
import foundry.ai.score.Scores;
import java.util.ArrayList;
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
  /** The same words of somebody else. */
  Answer by(Target author) {
    return new Answer(
        id,
        text,
        finishReason,
        partial,
        author.id(),
        author.provider().name(),
        author.provider().extractive(),
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

  /** Whether there is nothing of it. */
  public boolean saysNothing() {
    return text.isEmpty() && toolCalls.isEmpty() && refusal == null && thinking == null;
  }

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
   * @param billed each asking that is, since each has its own price; not for callers
   */
  public record Usage(
      int inputTokens,
      int outputTokens,
      int cachedInputTokens,
      int cacheWriteTokens,
      int reasoningTokens,
      boolean estimated,
      @JsonIgnore List<Used> billed) {
    /** Whoever was asked took no notice of it. */
    static final Usage NOTHING = new Usage(0, 0, 0, 0, 0, true, List.of());

    static Usage of(Outcome.Usage counted, Used billed) {
      return of(counted, false, billed);
    }

    static Usage estimate(Used guess) {
      return of(guess.billed(), true, guess);
    }

    private static Usage of(Outcome.Usage tokens, boolean estimated, Used billed) {
      return new Usage(
          tokens.input(),
          tokens.output(),
          tokens.cachedInput(),
          tokens.cacheWrite(),
          tokens.reasoning(),
          estimated,
          List.of(billed));
    }

    Usage plusEstimates(List<Used> others) {
      var sum = this;
      for (var used : others) sum = sum.plus(of(used.billed(), true, used));
      return sum;
    }

    Usage plus(Usage more) {
      var all = new ArrayList<>(billed);
      all.addAll(more.billed);
      return new Usage(
          inputTokens + more.inputTokens,
          outputTokens + more.outputTokens,
          cachedInputTokens + more.cachedInputTokens,
          cacheWriteTokens + more.cacheWriteTokens,
          reasoningTokens + more.reasoningTokens,
          estimated || more.estimated,
          List.copyOf(all));
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
