package foundry.ai.dialect.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import foundry.ai.dialect.Flag;
import foundry.ai.generate.Answer;
import foundry.ai.generate.Answer.FinishReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole chat completion.
 *
 * @param foundry what no word of the dialect says; not written where there is nothing to say
 */
record Completion(
    String id,
    String object,
    long created,
    String model,
    List<Choice> choices,
    Usage usage,
    @Nullable String systemFingerprint,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Flag foundry) {
  /** What all chunks of a completion have in common. */
  record Head(String id, long createdSeconds, String model) {
    static Head of(String answerId, String model) {
      String id = "chatcmpl-" + answerId.substring(answerId.indexOf('_') + 1);
      return new Head(id, System.currentTimeMillis() / 1000, model);
    }
  }

  record Choice(int index, Message message, @Nullable Object logprobs, String finishReason) {}

  record Message(
      String role,
      @Nullable String content,
      @Nullable String refusal,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ToolCall> toolCalls,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reasoningContent) {}

  record ToolCall(String id, String type, Function function) {}

  record Function(String name, String arguments) {}

  record Usage(
      int promptTokens,
      int completionTokens,
      int totalTokens,
      PromptDetails promptTokensDetails,
      CompletionDetails completionTokensDetails) {
    static Usage of(Answer.Usage usage) {
      return new Usage(
          usage.inputTokens(),
          usage.outputTokens(),
          usage.inputTokens() + usage.outputTokens(),
          new PromptDetails(usage.cachedInputTokens(), 0),
          new CompletionDetails(usage.reasoningTokens(), 0, 0, 0));
    }
  }

  record PromptDetails(int cachedTokens, int audioTokens) {}

  record CompletionDetails(
      int reasoningTokens,
      int audioTokens,
      int acceptedPredictionTokens,
      int rejectedPredictionTokens) {}

  static Completion of(Head head, Answer answer) {
    var calls =
        answer.toolCalls().stream()
            .map(c -> new ToolCall(c.id(), "function", new Function(c.name(), c.arguments())))
            .toList();
    boolean silent = answer.text().isEmpty() && (!calls.isEmpty() || answer.refusal() != null);
    var message =
        new Message(
            "assistant", silent ? null : answer.text(), answer.refusal(), calls, answer.thinking());
    var reason = answer.finishReason();
    return new Completion(
        head.id(),
        "chat.completion",
        head.createdSeconds(),
        answer.model(),
        List.of(new Choice(0, message, null, reason(reason))),
        Usage.of(answer.usage()),
        null,
        Flag.of(answer));
  }

  /** Only words that clients know. */
  static String reason(FinishReason reason) {
    return switch (reason) {
      case STOP -> "stop";
      case TOOL_USE -> "tool_calls";
      case CONTENT_FILTER -> "content_filter";
      case LENGTH, DEADLINE, CANCELLED, ERROR -> "length";
    };
  }
}
