package foundry.ai.provider.openai;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Outcome.Usage;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads the parts that a whole completion and a chunk of one have in common. */
final class ChatReply {
  private ChatReply() {}

  /** A whole message as the events that would have made it. */
  static void events(JsonNode message, Consumer<Event> events) {
    thinking(message, events);
    text(message, events);
    int index = 0;
    for (var call : message.path("tool_calls")) {
      var function = call.path("function");
      var name = function.path("name").asString("");
      events.accept(new Event.ToolStart(index, call.path("id").asString(""), name));
      var json = function.path("arguments");
      events.accept(
          new Event.ToolArguments(index, json.isString() ? json.stringValue() : json.toString()));
      index++;
    }
  }

  /** Text and refusal of a message or a delta; Mistral's content may be a list of blocks. */
  static void text(JsonNode node, Consumer<Event> events) {
    var content = node.path("content");
    if (content.isArray()) {
      for (var block : content) block(block, events);
    } else {
      said(content, events);
    }
    var refusal = node.path("refusal");
    if (refusal.isString() && !refusal.stringValue().isEmpty()) {
      events.accept(new Event.Refusal(refusal.stringValue()));
    }
  }

  static void block(JsonNode block, Consumer<Event> events) {
    for (var thought : block.path("thinking")) {
      String text = thought.path("text").asString("");
      if (!text.isEmpty()) events.accept(new Event.Thinking(text));
    }
    said(block.path("text"), events);
  }

  private static void said(JsonNode text, Consumer<Event> events) {
    if (text.isString() && !text.stringValue().isEmpty()) {
      events.accept(new Event.Text(text.stringValue()));
    }
  }

  /** Not OpenAI's, but what DeepSeek, vLLM and OpenRouter send beside the content. */
  static void thinking(JsonNode node, Consumer<Event> events) {
    for (String name : new String[] {"reasoning_content", "reasoning"}) {
      var thinking = node.path(name);
      if (thinking.isString() && !thinking.stringValue().isEmpty()) {
        events.accept(new Event.Thinking(thinking.stringValue()));
        return;
      }
    }
  }

  static Optional<Reason> reason(JsonNode reason) {
    return reason.isString() ? Optional.of(reason(reason.stringValue())) : Optional.empty();
  }

  static Reason reason(String reason) {
    return switch (reason) {
      case "length", "model_length" -> Reason.LENGTH;
      case "tool_calls", "function_call" -> Reason.TOOL_USE;
      case "content_filter" -> Reason.CONTENT_FILTER;
      default -> Reason.STOP;
    };
  }

  /** Empty unless both numbers are there and can be: what is not counted has to be estimated. */
  static Optional<Usage> usage(JsonNode usage) {
    var input = usage.path("prompt_tokens");
    var output = usage.path("completion_tokens");
    if (!input.canConvertToInt() || !output.canConvertToInt()) return Optional.empty();
    return Optional.of(
        new Usage(
            input.intValue(),
            output.intValue(),
            usage.path("prompt_tokens_details").path("cached_tokens").asInt(0),
            0,
            usage.path("completion_tokens_details").path("reasoning_tokens").asInt(0)));
  }
}
