package foundry.ai.provider.anthropic;

import foundry.ai.UpstreamLimits;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.ai.provider.upstream.ChatWire.StreamReader;
import foundry.ai.provider.upstream.SseParser;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One streamed message. Its blocks come one after the other, never interleaved. */
final class MessagesStream implements StreamReader {
  private static final int NO_TOOL = -1;

  private final SseParser parser = new SseParser(UpstreamLimits.STREAM_LINE_BYTES_MAX, this::data);
  private final Consumer<Event> events;
  private final ObjectNode usage = Json.MAPPER.createObjectNode();
  private String model;
  private int tools;
  private int tool = NO_TOOL;
  private boolean argued;
  private Optional<Reason> reason = Optional.empty();
  private Optional<String> stop = Optional.empty();
  private Optional<Outcome> outcome = Optional.empty();

  MessagesStream(String model, Consumer<Event> events) {
    this.model = model;
    this.events = events;
  }

  @Override
  public Optional<Outcome> feed(Buffer bytes) {
    parser.feed(bytes);
    return outcome;
  }

  /**
   * Servers that imitate the API leave out the last event; a reason says that nothing is missing.
   */
  @Override
  public Optional<Outcome> end() {
    parser.end();
    return outcome.or(() -> reason.map(this::finished));
  }

  private void data(String data) {
    if (outcome.isPresent()) return;
    var event = Json.tree(data);
    if (!event.isObject()) throw new Garbage("no object");
    switch (event.path("type").asString("")) {
      case "message_start" -> started(event.path("message"));
      case "content_block_start" -> block(event.path("content_block"));
      case "content_block_delta" -> delta(event.path("delta"));
      case "content_block_stop" -> blockEnded();
      case "message_delta" -> changed(event);
      case "message_stop" -> outcome = Optional.of(finished(reason.orElse(Reason.STOP)));
      case "error" -> outcome = Optional.of(MessagesErrors.inside(event.path("error")));
      default -> {} // ping, and what comes to be
    }
  }

  private void started(JsonNode message) {
    model = message.path("model").asString(model);
    count(message.path("usage"));
  }

  /** Counts are totals so far, and a later one corrects an earlier one. */
  private void count(JsonNode counted) {
    if (!counted.isObject()) return;
    for (var field : counted.properties()) {
      if (!field.getValue().isNull()) usage.set(field.getKey(), field.getValue());
    }
  }

  private void block(JsonNode block) {
    switch (block.path("type").asString("")) {
      case "text" -> say(block.path("text"));
      case "thinking" -> think(block.path("thinking"));
      case "redacted_thinking" ->
          events.accept(new Event.RedactedThinking(block.path("data").asString("")));
      case "tool_use" -> {
        tool = tools++;
        argued = !block.path("input").isEmpty();
        String id = block.path("id").asString("");
        events.accept(new Event.ToolStart(tool, id, block.path("name").asString("")));
        if (argued) events.accept(new Event.ToolArguments(tool, MessagesReply.arguments(block)));
      }
      default -> {}
    }
  }

  private void delta(JsonNode delta) {
    switch (delta.path("type").asString("")) {
      case "text_delta" -> say(delta.path("text"));
      case "thinking_delta" -> think(delta.path("thinking"));
      case "signature_delta" ->
          MessagesReply.text(delta.path("signature"))
              .ifPresent(signature -> events.accept(new Event.ThinkingSignature(signature)));
      case "input_json_delta" ->
          MessagesReply.text(delta.path("partial_json")).ifPresent(this::argue);
      default -> {}
    }
  }

  private void say(JsonNode text) {
    MessagesReply.text(text).ifPresent(piece -> events.accept(new Event.Text(piece)));
  }

  private void think(JsonNode text) {
    MessagesReply.text(text).ifPresent(piece -> events.accept(new Event.Thinking(piece)));
  }

  /** Pieces of the arguments of tools that the provider runs itself are nobody's. */
  private void argue(String json) {
    if (tool == NO_TOOL) return;
    argued = true;
    events.accept(new Event.ToolArguments(tool, json));
  }

  /** A tool without arguments has no piece of them; they are an empty object all the same. */
  private void blockEnded() {
    if (tool != NO_TOOL && !argued) events.accept(new Event.ToolArguments(tool, "{}"));
    tool = NO_TOOL;
  }

  private void changed(JsonNode event) {
    var delta = event.path("delta");
    reason =
        MessagesReply.text(delta.path("stop_reason")).map(MessagesReply::reason).or(() -> reason);
    stop = MessagesReply.text(delta.path("stop_sequence")).or(() -> stop);
    count(event.path("usage"));
  }

  private Outcome finished(Reason why) {
    return new Finished(why, model, stop, counted());
  }

  private Optional<Outcome.Usage> counted() {
    return usage.isEmpty() ? Optional.empty() : MessagesReply.usage(usage);
  }
}
