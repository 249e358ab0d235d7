package foundry.ai.provider.bedrock;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.upstream.ChatWire.StreamReader;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One streamed reply. Blocks are numbered and may be interleaved; usage comes last. */
final class ConverseStream implements StreamReader {
  /** A tool of this answer; its arguments may never come. */
  private static final class Tool {
    final int index;
    boolean argued;

    Tool(int index) {
      this.index = index;
    }
  }

  private final Frames frames = new Frames(this::frame);
  private final String model;
  private final Consumer<Event> events;
  private final Map<Integer, Tool> tools = new HashMap<>(2);
  private int toolsStarted;
  private Optional<Reason> reason = Optional.empty();
  private Optional<Outcome> outcome = Optional.empty();

  ConverseStream(String model, Consumer<Event> events) {
    this.model = model;
    this.events = events;
  }

  @Override
  public Optional<Outcome> feed(Buffer bytes) {
    frames.feed(bytes);
    return outcome;
  }

  /** A reason says that nothing is missing but the count. */
  @Override
  public Optional<Outcome> end() {
    return outcome.or(() -> reason.map(why -> new Finished(why, model, Optional.empty())));
  }

  private void frame(Frames.Frame frame) {
    if (outcome.isPresent()) return;
    var payload = frame.payload();
    switch (frame.header(":message-type")) {
      case "event" -> event(frame.header(":event-type"), payload);
      case "exception" -> fail(frame.header(":exception-type"), payload);
      default -> fail(frame.header(":error-code"), payload);
    }
  }

  private void fail(String exception, JsonNode payload) {
    String message = payload.path("message").asString(payload.path("Message").asString(""));
    outcome = Optional.of(ConverseErrors.inside(exception, message));
  }

  private void event(String type, JsonNode payload) {
    int block = payload.path("contentBlockIndex").asInt(0);
    switch (type) {
      case "contentBlockStart" -> started(block, payload.path("start").path("toolUse"));
      case "contentBlockDelta" -> delta(block, payload.path("delta"));
      case "contentBlockStop" -> stopped(block);
      case "messageStop" ->
          reason = Optional.of(ConverseReply.reason(payload.path("stopReason").asString("")));
      case "metadata" -> counted(ConverseReply.usage(payload.path("usage")));
      default -> {} // messageStart, and what comes to be
    }
  }

  private void started(int block, JsonNode use) {
    if (!use.isObject()) return;
    var tool = new Tool(toolsStarted++);
    tools.put(block, tool);
    String id = use.path("toolUseId").asString("");
    events.accept(new Event.ToolStart(tool.index, id, use.path("name").asString("")));
  }

  private void delta(int block, JsonNode delta) {
    ConverseReply.text(delta.path("text")).ifPresent(text -> events.accept(new Event.Text(text)));
    var reasoning = delta.path("reasoningContent");
    ConverseReply.thinking(reasoning, events);
    ConverseReply.text(reasoning.path("redactedContent"))
        .ifPresent(data -> events.accept(new Event.RedactedThinking(data)));
    ConverseReply.text(delta.path("toolUse").path("input")).ifPresent(json -> argue(block, json));
  }

  private void argue(int block, String json) {
    var tool = tools.get(block);
    if (tool == null) return;
    tool.argued = true;
    events.accept(new Event.ToolArguments(tool.index, json));
  }

  /** A tool without arguments has no piece of them; they are an empty object all the same. */
  private void stopped(int block) {
    var tool = tools.remove(block);
    if (tool != null && !tool.argued) events.accept(new Event.ToolArguments(tool.index, "{}"));
  }

  private void counted(Optional<Usage> usage) {
    outcome = Optional.of(new Finished(reason.orElse(Reason.STOP), model, usage));
  }
}
