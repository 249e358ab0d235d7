package foundry.ai.provider.cohere;

import foundry.ai.UpstreamLimits;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.ai.provider.upstream.ChatWire.StreamReader;
import foundry.ai.provider.upstream.SseParser;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One streamed chat. */
final class CohereStream implements StreamReader {
  private final SseParser parser = new SseParser(UpstreamLimits.STREAM_LINE_BYTES_MAX, this::data);
  private final String model;
  private final Consumer<Event> events;
  private int tools;
  private Optional<Outcome> outcome = Optional.empty();

  CohereStream(String model, Consumer<Event> events) {
    this.model = model;
    this.events = events;
  }

  @Override
  public Optional<Outcome> feed(Buffer bytes) {
    parser.feed(bytes);
    return outcome;
  }

  @Override
  public Optional<Outcome> end() {
    parser.end();
    return outcome;
  }

  private void data(String data) {
    if (outcome.isPresent() || data.startsWith("[DONE]")) return;
    var event = Json.tree(data);
    if (!event.isObject()) throw new Garbage("no object");
    var delta = event.path("delta");
    var message = delta.path("message");
    switch (event.path("type").asString("")) {
      case "content-start", "content-delta" -> {
        CohereWire.thinking(message.path("content").path("thinking"), events);
        CohereWire.text(message.path("content").path("text"), events);
      }
      case "tool-plan-delta" -> CohereWire.thinking(message.path("tool_plan"), events);
      case "tool-call-start" -> begin(message.path("tool_calls"));
      case "tool-call-delta" -> arguments(message.path("tool_calls"));
      case "message-end" -> outcome = Optional.of(CohereWire.outcome(delta, model));
      default -> {} // starts, ends, citations, and what is new
    }
  }

  private void begin(JsonNode call) {
    var function = call.path("function");
    events.accept(
        new Event.ToolStart(
            tools++, call.path("id").asString(""), function.path("name").asString("")));
    arguments(call);
  }

  private void arguments(JsonNode call) {
    String piece = call.path("function").path("arguments").asString("");
    if (piece.isEmpty()) return;
    if (tools == 0) throw new Garbage("arguments without a tool");
    events.accept(new Event.ToolArguments(tools - 1, piece));
  }
}
