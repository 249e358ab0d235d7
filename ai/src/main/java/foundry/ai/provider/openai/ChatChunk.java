package foundry.ai.provider.openai;

import foundry.ai.provider.Event;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.http.Json;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What one chunk of a streamed completion says. Read token by token, without a tree of what nobody
 * asks for: a stream is hundreds of these, and nearly all carry one short text.
 */
final class ChatChunk {
  private static final JsonNode NOTHING = MissingNode.getInstance();

  private JsonNode error = NOTHING;
  private JsonNode usage = NOTHING;
  private JsonNode toolCalls = NOTHING;
  private JsonNode blocks = NOTHING;
  private String model = "";
  private String text = "";
  private String refusal = "";
  private String reasoning = "";
  private String reasoningContent = "";
  private @Nullable String reason;

  private ChatChunk() {}

  /** Throws what reading a tree of it would throw. */
  static ChatChunk of(String json) {
    var chunk = new ChatChunk();
    try (var parser = Json.MAPPER.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) throw new Garbage("no object");
      chunk.read(parser);
      if (parser.nextToken() != null) throw new Garbage("more than an object");
    }
    return chunk;
  }

  private void read(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "choices" -> choices(parser);
        case "model" -> model = string(parser);
        case "usage" -> usage = tree(parser);
        case "error" -> error = tree(parser);
        default -> parser.skipChildren();
      }
    }
  }

  /** The first counts: nobody asked for more. */
  private void choices(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    boolean first = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (first && parser.currentToken() == JsonToken.START_OBJECT) choice(parser);
      else parser.skipChildren();
      first = false;
    }
  }

  private void choice(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      var value = parser.nextToken();
      if (name.equals("delta") && value == JsonToken.START_OBJECT) delta(parser);
      else if (name.equals("finish_reason")) reason = stringOrNull(parser);
      else parser.skipChildren();
    }
  }

  private void delta(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      var value = parser.nextToken();
      switch (name) {
        case "content" -> {
          if (value == JsonToken.START_ARRAY) blocks = tree(parser);
          else text = string(parser);
        }
        case "refusal" -> refusal = string(parser);
        case "reasoning_content" -> reasoningContent = string(parser);
        case "reasoning" -> reasoning = string(parser);
        case "tool_calls" -> toolCalls = tree(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private static JsonNode tree(JsonParser parser) {
    return parser.readValueAsTree();
  }

  /** Empty if it is none. */
  private static String string(JsonParser parser) {
    String text = stringOrNull(parser);
    return text == null ? "" : text;
  }

  private static @Nullable String stringOrNull(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) return parser.getString();
    parser.skipChildren();
    return null;
  }

  JsonNode error() {
    return error;
  }

  JsonNode usage() {
    return usage;
  }

  JsonNode toolCalls() {
    return toolCalls;
  }

  /** Empty if it does not say. */
  String model() {
    return model;
  }

  /** Null if it does not say. */
  @Nullable String reason() {
    return reason;
  }

  /** Text, refusal and what it thought; Mistral's content may be a list of blocks. */
  void tell(Consumer<Event> events) {
    String thought = reasoningContent.isEmpty() ? reasoning : reasoningContent;
    if (!thought.isEmpty()) events.accept(new Event.Thinking(thought));
    for (var block : blocks) ChatReply.block(block, events);
    if (!text.isEmpty()) events.accept(new Event.Text(text));
    if (!refusal.isEmpty()) events.accept(new Event.Refusal(refusal));
  }
}
