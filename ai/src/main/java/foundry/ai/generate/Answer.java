package foundry.ai.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import foundry.ai.provider.Outcome;
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
    @Nullable String route) {
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
    /** What English text has per token, roughly, in every current tokenizer. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    static Usage of(Outcome.Usage counted) {
      return new Usage(
          counted.input(),
          counted.output(),
          counted.cachedInput(),
          counted.cacheWrite(),
          counted.reasoning(),
          false);
    }

    static Usage estimate(int inputCharacters, int outputCharacters) {
      return new Usage(tokens(inputCharacters), tokens(outputCharacters), 0, 0, 0, true);
    }

    /** With what was used beside it and not counted by a provider. */
    Usage plusEstimate(Outcome.Usage more) {
      return new Usage(
          inputTokens + more.input(),
          outputTokens + more.output(),
          cachedInputTokens + more.cachedInput(),
          cacheWriteTokens + more.cacheWrite(),
          reasoningTokens + more.reasoning(),
          true);
    }

    private static int tokens(int characters) {
      return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
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
