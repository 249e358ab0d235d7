package foundry.ai.dialect.openai;

import foundry.ai.dialect.EventReply;
import foundry.ai.dialect.Flag;
import foundry.ai.dialect.JsonLine;
import foundry.ai.dialect.NothingInTime;
import foundry.ai.generate.Answer;
import foundry.ai.generate.Delivery;
import foundry.ai.http.Refused;
import foundry.ai.provider.Event;
import foundry.ai.route.Target;
import foundry.http.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A chat completion in chunks: data without event names, ended by {@code [DONE]}. */
final class Chunks implements Delivery {
  private static final String ROLE = "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}";
  private static final String DONE = "data: [DONE]\n\n";

  /** Characters of a chunk around its delta, more or less. */
  private static final int HEAD_LENGTH = 300;

  private final EventReply reply;
  private final String requestId;
  private final boolean includeUsage;
  private final Completion.Head named;
  private final String tail;
  private String model;
  private String head = "";

  /**
   * @param named with the model that is asked first
   */
  Chunks(EventReply reply, String requestId, Completion.Head named, boolean includeUsage) {
    this.reply = reply;
    this.requestId = requestId;
    this.includeUsage = includeUsage;
    this.named = named;
    this.model = named.model();
    this.tail = (includeUsage ? ",\"usage\":null" : "") + "}\n\n";
  }

  /** All chunks name one model: the one whose words come first. */
  @Override
  public void speaks(Target target) {
    if (!started()) model = target.id();
  }

  private boolean started() {
    return !head.isEmpty();
  }

  private String head() {
    return new JsonLine(256)
        .raw("data: {\"id\":")
        .text(named.id())
        .raw(",\"object\":\"chat.completion.chunk\",\"created\":")
        .raw(named.createdSeconds())
        .raw(",\"model\":")
        .text(model)
        .raw(",\"system_fingerprint\":null,\"choices\":[")
        .toString();
  }

  @Override
  public Future<Void> event(Event event, int offset) {
    return switch (event) {
      case Event.Text(var text) -> send(field("{\"content\":", text));
      case Event.Refusal(var text) -> send(field("{\"refusal\":", text));
      // Not OpenAI's, but what its imitators send and clients of reasoning models read.
      case Event.Thinking(var text) -> send(field("{\"reasoning_content\":", text));
      case Event.ToolStart(var index, var id, var name) -> send(tool(index, id, name));
      case Event.ToolArguments(var index, var json) -> send(arguments(index, json));
      case Event.ThinkingSignature _, Event.RedactedThinking _ -> Future.succeededFuture();
    };
  }

  private static String field(String name, String text) {
    return new JsonLine(text.length() + 40).raw(name).text(text).raw("}").toString();
  }

  private static String tool(int index, String id, String name) {
    return new JsonLine(160)
        .raw("{\"tool_calls\":[{\"index\":")
        .raw(index)
        .raw(",\"id\":")
        .text(id)
        .raw(",\"type\":\"function\",\"function\":{\"name\":")
        .text(name)
        .raw(",\"arguments\":\"\"}}]}")
        .toString();
  }

  private static String arguments(int index, String json) {
    return new JsonLine(json.length() + 80)
        .raw("{\"tool_calls\":[{\"index\":")
        .raw(index)
        .raw(",\"function\":{\"arguments\":")
        .text(json)
        .raw("}}]}")
        .toString();
  }

  private Future<Void> send(String delta) {
    var line = line(HEAD_LENGTH + delta.length());
    chunk(line, delta, "null");
    return reply.send(line.buffer());
  }

  /** The first one says who speaks, before anything else. */
  private JsonLine line(int charactersExpected) {
    if (started()) return new JsonLine(charactersExpected);
    head = head();
    var line = new JsonLine(charactersExpected + head.length() + 160);
    chunk(line, ROLE, "null");
    return line;
  }

  private void chunk(JsonLine line, String delta, String reason) {
    line.raw(head).raw("{\"index\":0,\"delta\":").raw(delta);
    line.raw(",\"logprobs\":null,\"finish_reason\":").raw(reason).raw("}]").raw(tail);
  }

  @Override
  public void end(Answer answer) {
    var late = NothingInTime.of(answer);
    if (late.isPresent()) {
      fail(late.get(), answer);
      return;
    }
    if (!started()) model = answer.model();
    var line = line(2_000);
    var reason = answer.finishReason();
    line.raw(head).raw("{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"");
    line.raw(Completion.reason(reason)).raw("\"}]").raw(flag(answer)).raw(tail);
    if (includeUsage) {
      line.raw(head).raw("],\"usage\":");
      line.raw(Json.text(Completion.Usage.of(answer.usage()))).raw("}\n\n");
    }
    reply.end(line.raw(DONE).buffer());
  }

  /** What no word of the dialect says. */
  private static String flag(Answer answer) {
    var flag = Flag.of(answer);
    return flag == null ? "" : ",\"foundry\":" + Json.text(flag);
  }

  /**
   * Clients take this for a failure of the call, as it is; {@code [DONE]} would say the opposite.
   */
  @Override
  public void fail(Refused problem, Answer soFar) {
    reply.fail(
        problem,
        () ->
            Buffer.buffer(
                "data: " + Json.text(OpenAiErrors.INSTANCE.body(problem, requestId)) + "\n\n"));
  }
}
