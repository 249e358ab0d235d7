package foundry.ai.dialect.anthropic;

import foundry.ai.dialect.EventReply;
import foundry.ai.dialect.Flag;
import foundry.ai.dialect.JsonLine;
import foundry.ai.dialect.NothingInTime;
import foundry.ai.generate.Answer;
import foundry.ai.generate.Delivery;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.provider.Event;
import foundry.ai.route.Target;
import foundry.http.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A message as named events: its blocks one after the other, between a start and a stop. */
final class MessageStream implements Delivery {
  private enum Kind {
    NONE,
    TEXT,
    THINKING,
    TOOL
  }

  private static final Buffer COMMENT = Buffer.buffer(":\n\n");
  private static final String PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
  private static final Buffer PING_BYTES = Buffer.buffer(PING);
  private static final String DELTA = "event: content_block_delta\ndata: ";

  private final EventReply reply;
  private final String requestId;
  private final String id;
  private final int inputTokens;
  private final List<Integer> toolBlocks = new ArrayList<>(0);
  private String model;
  private boolean started;
  private Kind open = Kind.NONE;
  private int block = -1;

  /**
   * @param model that is asked first
   * @param inputTokens estimated: the provider counts at the end
   */
  MessageStream(Exchange exchange, String id, String model, int inputTokens) {
    this.reply = new EventReply(exchange, this::heartbeat);
    this.requestId = exchange.requestId();
    this.id = id;
    this.model = model;
    this.inputTokens = inputTokens;
  }

  /** What the start names cannot be changed later: the model whose words come first. */
  @Override
  public void speaks(Target target) {
    if (!started) model = target.id();
  }

  private JsonLine start(JsonLine lines) {
    return lines
        .raw("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":")
        .text(id)
        .raw(",\"type\":\"message\",\"role\":\"assistant\",\"model\":")
        .text(model)
        .raw(",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":")
        .raw("{\"input_tokens\":")
        .raw(inputTokens)
        .raw(",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,")
        .raw("\"output_tokens\":0}}}\n\n")
        .raw(PING);
  }

  /** A ping before the start would confuse clients that expect the start first. */
  private Buffer heartbeat() {
    return started ? PING_BYTES : COMMENT;
  }

  @Override
  public Future<Void> event(Event event, int offset) {
    var lines = lines();
    switch (event) {
      case Event.Text(var text) -> text(lines, text);
      case Event.Refusal(var text) -> text(lines, text);
      case Event.Thinking(var text) -> thinking(lines, "thinking_delta\",\"thinking\":", text);
      case Event.ThinkingSignature(var signature) -> {
        thinking(lines, "signature_delta\",\"signature\":", signature);
        stop(lines);
      }
      case Event.RedactedThinking(var data) -> {
        begin(lines, Kind.NONE, "{\"type\":\"redacted_thinking\",\"data\":" + quoted(data) + "}");
        stopBlock(lines);
      }
      case Event.ToolStart tool -> tool(lines, tool);
      case Event.ToolArguments(var index, var json) ->
          delta(lines, toolBlocks.get(index), "input_json_delta\",\"partial_json\":", json);
    }
    return reply.send(lines.buffer());
  }

  private static String quoted(String text) {
    return JsonLine.quoted(text);
  }

  private JsonLine lines() {
    if (started) return new JsonLine(300);
    started = true;
    return start(new JsonLine(900));
  }

  private void text(JsonLine lines, String text) {
    if (open != Kind.TEXT) begin(lines, Kind.TEXT, "{\"type\":\"text\",\"text\":\"\"}");
    delta(lines, block, "text_delta\",\"text\":", text);
  }

  private void thinking(JsonLine lines, String type, String text) {
    if (open != Kind.THINKING) {
      begin(lines, Kind.THINKING, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
    }
    delta(lines, block, type, text);
  }

  private void tool(JsonLine lines, Event.ToolStart tool) {
    String id = quoted(tool.id());
    String name = quoted(tool.name());
    begin(
        lines,
        Kind.TOOL,
        "{\"type\":\"tool_use\",\"id\":" + id + ",\"name\":" + name + ",\"input\":{}}");
    toolBlocks.add(block);
  }

  private void begin(JsonLine lines, Kind kind, String content) {
    stop(lines);
    block++;
    open = kind;
    lines
        .raw("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":")
        .raw(block)
        .raw(",\"content_block\":")
        .raw(content)
        .raw("}\n\n");
  }

  private static void delta(JsonLine lines, int index, String type, String text) {
    lines
        .raw(DELTA)
        .raw("{\"type\":\"content_block_delta\",\"index\":")
        .raw(index)
        .raw(",\"delta\":{\"type\":\"")
        .raw(type)
        .text(text)
        .raw("}}\n\n");
  }

  private void stop(JsonLine lines) {
    if (open != Kind.NONE) stopBlock(lines);
    open = Kind.NONE;
  }

  private void stopBlock(JsonLine lines) {
    lines
        .raw("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":")
        .raw(block)
        .raw("}\n\n");
  }

  private record Delta(String stopReason, @org.jspecify.annotations.Nullable String stopSequence) {}

  @Override
  public void end(Answer answer) {
    var late = NothingInTime.of(answer);
    if (late.isPresent()) {
      fail(late.get(), answer);
      return;
    }
    if (!started) model = answer.model();
    var lines = lines();
    stop(lines);
    var delta = new Delta(MessageReply.stopReason(answer), answer.stopSequence());
    lines.raw("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":");
    lines.raw(Json.text(delta)).raw(",\"usage\":");
    lines.raw(Json.text(MessageReply.Usage.of(answer.usage())));
    var flag = Flag.of(answer);
    if (flag != null) lines.raw(",\"foundry\":").raw(Json.text(flag));
    lines.raw("}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    reply.end(lines.buffer());
  }

  @Override
  public void fail(Refused problem, Answer soFar) {
    reply.fail(
        problem,
        () ->
            Buffer.buffer(
                "event: error\ndata: "
                    + Json.text(AnthropicErrors.INSTANCE.body(problem, requestId))
                    + "\n\n"));
  }
}
