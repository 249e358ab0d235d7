package foundry.ai.provider.openai;

import foundry.ai.provider.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Puts pieces of tool calls in order. Servers number them from 0, from 1, all alike or not at all;
 * a new id begins a new call whatever its number says.
 */
final class ToolCalls {
  private final Consumer<Event> events;
  private final Map<Integer, Integer> indexes = new HashMap<>();
  private final Map<Integer, String> ids = new HashMap<>();
  private int next;

  ToolCalls(Consumer<Event> events) {
    this.events = events;
  }

  boolean any() {
    return next > 0;
  }

  void piece(JsonNode call) {
    int number = call.path("index").asInt(0);
    String id = call.path("id").asString("");
    String name = call.path("function").path("name").asString("");
    boolean known = indexes.containsKey(number);
    boolean other = !id.isEmpty() && !id.equals(ids.get(number));
    if (!known || (other && !name.isEmpty())) begin(number, id, name);
    arguments(indexes.getOrDefault(number, 0), call.path("function").path("arguments"));
  }

  private void begin(int number, String id, String name) {
    int index = next++;
    indexes.put(number, index);
    ids.put(number, id);
    String given = id.isEmpty() ? "call_" + index : id;
    events.accept(new Event.ToolStart(index, given, name));
  }

  private void arguments(int index, JsonNode json) {
    String piece = json.isObject() ? json.toString() : json.asString("");
    if (!piece.isEmpty()) events.accept(new Event.ToolArguments(index, piece));
  }
}
