package foundry.ai.provider.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import foundry.ai.http.Fields;
import foundry.ai.provider.GroundedMessages;
import foundry.ai.provider.Prompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a streamed chat completion; fields that are null are not sent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChatRequest(
    String model,
    List<Turn> messages,
    @Nullable Integer maxTokens,
    @Nullable Integer maxCompletionTokens,
    @Nullable Double temperature,
    boolean stream,
    StreamOptions streamOptions) {
  record Turn(String role, String content) {}

  record StreamOptions(boolean includeUsage) {}

  /**
   * @param newNames OpenAI's own models refuse {@code max_tokens}; most other servers know nothing
   *     else
   */
  static ChatRequest of(Prompt prompt, boolean newNames) {
    int tokensMax = prompt.outputTokensMax();
    return new ChatRequest(
        prompt.model(),
        GroundedMessages.of(prompt).stream()
            .map(message -> new Turn(Fields.wireName(message.role()), message.content()))
            .toList(),
        newNames ? null : tokensMax,
        newNames ? tokensMax : null,
        prompt.temperature().orElse(null),
        true,
        new StreamOptions(true));
  }
}
