package foundry.ai.provider.anthropic;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Outcome.Usage;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads a whole message, and what its stream has in common with it. */
final class MessagesReply {
  private MessagesReply() {}

  static Finished finished(JsonNode message, String asked, Consumer<Event> events) {
    int tools = 0;
    for (var block : message.path("content")) {
      if (block(block, tools, events)) tools++;
    }
    return new Finished(
        reason(message.path("stop_reason").asString("")),
        message.path("model").asString(asked),
        text(message.path("stop_sequence")),
        usage(message.path("usage")));
  }

  /** True if the block asks for a tool. Blocks of the provider's own tools are not ours to tell. */
  private static boolean block(JsonNode block, int tools, Consumer<Event> events) {
    switch (block.path("type").asString("")) {
      case "text" ->
          text(block.path("text")).ifPresent(text -> events.accept(new Event.Text(text)));
      case "thinking" -> {
        events.accept(new Event.Thinking(block.path("thinking").asString("")));
        text(block.path("signature"))
            .ifPresent(signature -> events.accept(new Event.ThinkingSignature(signature)));
      }
      case "redacted_thinking" ->
          events.accept(new Event.RedactedThinking(block.path("data").asString("")));
      case "tool_use" -> {
        String id = block.path("id").asString("");
        events.accept(new Event.ToolStart(tools, id, block.path("name").asString("")));
        events.accept(new Event.ToolArguments(tools, arguments(block)));
        return true;
      }
      default -> {}
    }
    return false;
  }

  static String arguments(JsonNode block) {
    return block.path("input").isObject() ? block.path("input").toString() : "{}";
  }

  /** Empty if there is none, or an empty one. */
  static Optional<String> text(JsonNode node) {
    return node.isString() && !node.stringValue().isEmpty()
        ? Optional.of(node.stringValue())
        : Optional.empty();
  }

  static Reason reason(String reason) {
    return switch (reason) {
      case "max_tokens", "model_context_window_exceeded" -> Reason.LENGTH;
      case "tool_use" -> Reason.TOOL_USE;
      case "refusal" -> Reason.CONTENT_FILTER;
      default -> Reason.STOP;
    };
  }

  static Optional<Usage> usage(JsonNode usage) {
    if (!usage.isObject()) return Optional.empty();
    int read = usage.path("cache_read_input_tokens").asInt(0);
    int written = usage.path("cache_creation_input_tokens").asInt(0);
    return Optional.of(
        new Usage(
            usage.path("input_tokens").asInt(0) + read + written,
            usage.path("output_tokens").asInt(0),
            read,
            written,
            usage.path("output_tokens_details").path("thinking_tokens").asInt(0)));
  }
}
