package foundry.ai.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply of POST /v1/generate.
 *
 * @param partial whether text is missing
 * @param grounded whether at least one passage is cited; null where none was given
 * @param ttftMs until the first text; null if there was none
 */
record Answer(
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
    int attempts) {
  /**
   * @param estimated whether the numbers are ours, since the provider gave none
   */
  record Usage(int inputTokens, int outputTokens, boolean estimated) {
    /** What English text has per token, roughly, in every current tokenizer. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    static Usage estimate(int inputCharacters, int outputCharacters) {
      return new Usage(tokens(inputCharacters), tokens(outputCharacters), true);
    }

    private static int tokens(int characters) {
      return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
  }

  /** Why the text ends where it ends. */
  enum FinishReason {
    @com.fasterxml.jackson.annotation.JsonProperty("stop")
    STOP,
    @com.fasterxml.jackson.annotation.JsonProperty("length")
    LENGTH,
    @com.fasterxml.jackson.annotation.JsonProperty("cancelled")
    CANCELLED,
    @com.fasterxml.jackson.annotation.JsonProperty("deadline")
    DEADLINE,
    @com.fasterxml.jackson.annotation.JsonProperty("error")
    ERROR
  }
}
