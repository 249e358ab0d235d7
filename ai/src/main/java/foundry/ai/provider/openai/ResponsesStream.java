package foundry.ai.provider.openai;

import foundry.ai.UpstreamLimits;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.ai.provider.upstream.ChatWire.StreamReader;
import foundry.ai.provider.upstream.SseParser;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One streamed response. */
final class ResponsesStream implements StreamReader {
  private final SseParser parser = new SseParser(UpstreamLimits.STREAM_LINE_BYTES_MAX, this::data);
  private final String model;
  private final Consumer<Event> events;

  /** Of the tools asked for: their numbers by their place among all items. */
  private final Map<Integer, Integer> tools = new HashMap<>();

  private Optional<Outcome> outcome = Optional.empty();

  ResponsesStream(String model, Consumer<Event> events) {
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
    String piece = event.path("delta").asString("");
    switch (event.path("type").asString("")) {
      case "response.output_text.delta" -> events.accept(new Event.Text(piece));
      case "response.refusal.delta" -> events.accept(new Event.Refusal(piece));
      case "response.reasoning_summary_text.delta" -> events.accept(new Event.Thinking(piece));
      case "response.output_item.added" -> begin(event);
      case "response.function_call_arguments.delta" -> arguments(event, piece);
      case "response.completed", "response.incomplete", "response.failed" ->
          outcome =
              Optional.of(ResponsesWire.outcome(event.path("response"), model, !tools.isEmpty()));
      case "error" -> outcome = Optional.of(ResponsesWire.failed(error(event), Optional.empty()));
      default -> {} // repeats of what was said in pieces, and what is new
    }
  }

  /** Its fields stand at the top, or in an object as in other replies. */
  private static JsonNode error(JsonNode event) {
    return event.path("error").isObject() ? event.path("error") : event;
  }

  private void begin(JsonNode event) {
    var item = event.path("item");
    if (!item.path("type").asString("").equals("function_call")) return;
    int index = tools.size();
    tools.put(event.path("output_index").asInt(-1), index);
    String name = item.path("name").asString("");
    events.accept(new Event.ToolStart(index, item.path("call_id").asString(""), name));
  }

  private void arguments(JsonNode event, String piece) {
    var index = tools.get(event.path("output_index").asInt(-1));
    if (index == null) throw new Garbage("arguments without a tool");
    if (!piece.isEmpty()) events.accept(new Event.ToolArguments(index, piece));
  }
}
