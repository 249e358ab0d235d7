package foundry.ai.provider.bedrock;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Outcome.Usage;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads a whole reply, and what its stream has in common with it. */
final class ConverseReply {
  private ConverseReply() {}

  static Finished finished(JsonNode reply, String model, Consumer<Event> events) {
    int tools = 0;
    for (var block : reply.path("output").path("message").path("content")) {
      if (block(block, tools, events)) tools++;
    }
    var reason = reason(reply.path("stopReason").asString(""));
    return new Finished(reason, model, usage(reply.path("usage")));
  }

  /** True if the block asks for a tool. */
  private static boolean block(JsonNode block, int tools, Consumer<Event> events) {
    text(block.path("text")).ifPresent(text -> events.accept(new Event.Text(text)));
    var reasoning = block.path("reasoningContent");
    if (reasoning.has("reasoningText")) {
      thinking(reasoning.path("reasoningText"), events);
    } else {
      text(reasoning.path("redactedContent"))
          .ifPresent(data -> events.accept(new Event.RedactedThinking(data)));
    }
    var use = block.path("toolUse");
    if (!use.isObject()) return false;
    String id = use.path("toolUseId").asString("");
    events.accept(new Event.ToolStart(tools, id, use.path("name").asString("")));
    var input = use.path("input");
    events.accept(new Event.ToolArguments(tools, input.isObject() ? input.toString() : "{}"));
    return true;
  }

  /** Of a block, or a piece of one. */
  static void thinking(JsonNode reasoning, Consumer<Event> events) {
    text(reasoning.path("text")).ifPresent(text -> events.accept(new Event.Thinking(text)));
    text(reasoning.path("signature"))
        .ifPresent(signature -> events.accept(new Event.ThinkingSignature(signature)));
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
      case "content_filtered", "guardrail_intervened" -> Reason.CONTENT_FILTER;
      default -> Reason.STOP;
    };
  }

  /** What the cache held or took is counted apart from the rest of the input. */
  static Optional<Usage> usage(JsonNode usage) {
    if (!usage.isObject()) return Optional.empty();
    int read = usage.path("cacheReadInputTokens").asInt(0);
    int written = usage.path("cacheWriteInputTokens").asInt(0);
    return Optional.of(
        new Usage(
            usage.path("inputTokens").asInt(0) + read + written,
            usage.path("outputTokens").asInt(0),
            read,
            written,
            0));
  }
}
