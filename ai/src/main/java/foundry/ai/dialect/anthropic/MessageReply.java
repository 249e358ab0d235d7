package foundry.ai.dialect.anthropic;

import com.fasterxml.jackson.annotation.JsonInclude;
import foundry.ai.dialect.Flag;
import foundry.ai.generate.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole message.
 *
 * @param stopReason null while it is being written
 * @param foundry what no word of the dialect says; not written where there is nothing to say
 */
record MessageReply(
    String id,
    String type,
    String role,
    String model,
    List<Block> content,
    @Nullable String stopReason,
    @Nullable String stopSequence,
    Usage usage,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Flag foundry) {
  /**
   * @param inputTokens those that no cache had to do with
   */
  record Usage(
      int inputTokens, int cacheCreationInputTokens, int cacheReadInputTokens, int outputTokens) {
    static Usage of(Answer.Usage usage) {
      int cached = usage.cachedInputTokens() + usage.cacheWriteTokens();
      return new Usage(
          Math.max(0, usage.inputTokens() - cached),
          usage.cacheWriteTokens(),
          usage.cachedInputTokens(),
          usage.outputTokens());
    }
  }

  static String id(String answerId) {
    return "msg_" + answerId.substring(answerId.indexOf('_') + 1);
  }

  static MessageReply of(Answer answer, List<Block> content) {
    return new MessageReply(
        id(answer.id()),
        "message",
        "assistant",
        answer.model(),
        content,
        stopReason(answer),
        answer.stopSequence(),
        Usage.of(answer.usage()),
        Flag.of(answer));
  }

  /** Only words that clients know. */
  static String stopReason(Answer answer) {
    return switch (answer.finishReason()) {
      case STOP -> stopped(answer);
      case TOOL_USE -> "tool_use";
      case CONTENT_FILTER -> "refusal";
      case LENGTH, DEADLINE, CANCELLED, ERROR -> "max_tokens";
    };
  }

  private static String stopped(Answer answer) {
    if (answer.refusal() != null) return "refusal";
    return answer.stopSequence() == null ? "end_turn" : "stop_sequence";
  }
}
