package foundry.ai.provider.cohere;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Chat, version 2. Its own citations are left out: ours are numbers in the text. */
public record CohereWire() implements ChatWire {
  @Override
  public UpstreamRequest request(Prompt prompt) {
    return UpstreamRequest.json("/v2/chat", Json.bytes(ChatBody.of(prompt)));
  }

  @Override
  public Outcome whole(Buffer body, Prompt prompt, Consumer<Event> events) {
    var reply = Json.MAPPER.readTree(body.getBytes());
    var message = reply.path("message");
    if (!message.isObject()) throw new Garbage("no message");
    thinking(message.path("tool_plan"), events);
    for (var block : message.path("content")) {
      thinking(block.path("thinking"), events);
      text(block.path("text"), events);
    }
    int index = 0;
    for (var call : message.path("tool_calls")) {
      var function = call.path("function");
      events.accept(
          new Event.ToolStart(
              index, call.path("id").asString(""), function.path("name").asString("")));
      events.accept(new Event.ToolArguments(index, function.path("arguments").asString("{}")));
      index++;
    }
    return outcome(reply, prompt.model());
  }

  /** A plan or a thought, as far as there is one. */
  static void thinking(JsonNode node, Consumer<Event> events) {
    String text = node.asString("");
    if (!text.isEmpty()) events.accept(new Event.Thinking(text));
  }

  static void text(JsonNode node, Consumer<Event> events) {
    String text = node.asString("");
    if (!text.isEmpty()) events.accept(new Event.Text(text));
  }

  /** Reads {@code finish_reason} and {@code usage}, which stand side by side. */
  static Outcome outcome(JsonNode end, String model) {
    var usage = usage(end.path("usage"));
    String reason = end.path("finish_reason").asString("");
    return switch (reason) {
      case "COMPLETE" -> new Finished(Reason.STOP, model, usage);
      case "STOP_SEQUENCE" -> new Finished(Reason.STOP, model, usage);
      case "MAX_TOKENS" -> new Finished(Reason.LENGTH, model, usage);
      case "TOOL_CALL" -> new Finished(Reason.TOOL_USE, model, usage);
      case "ERROR_TOXIC" -> new Finished(Reason.CONTENT_FILTER, model, usage);
      case "TIMEOUT" -> failed(Problem.TIMEOUT, usage);
      case "ERROR" -> failed(Problem.BROKEN, usage);
      default -> throw new Garbage("no known reason to end");
    };
  }

  private static Failed failed(Problem problem, Optional<Usage> usage) {
    return new Failed(problem, "the provider failed in the middle", true, Optional.empty(), usage);
  }

  /** What was read and written; what is billed may be less. */
  private static Optional<Usage> usage(JsonNode usage) {
    var counted = usage.has("tokens") ? usage.path("tokens") : usage.path("billed_units");
    if (!counted.isObject()) return Optional.empty();
    return Optional.of(
        new Usage(
            counted.path("input_tokens").asInt(0),
            counted.path("output_tokens").asInt(0),
            usage.path("cached_tokens").asInt(0),
            0,
            0));
  }

  @Override
  public StreamReader reader(Prompt prompt, Consumer<Event> events) {
    return new ChatStream(prompt.model(), events);
  }

  @Override
  public Failed error(ErrorReply reply) {
    return failed(reply);
  }

  /** Its errors are sentences without a code; what they say is not repeated. */
  static Failed failed(ErrorReply reply) {
    String message = reply.json().path("message").asString("");
    if (reply.status() == 400 && message.contains("too many tokens")) {
      return reply.failed(Problem.TOO_LONG, "", false);
    }
    if (reply.status() == 499) return reply.failed(Problem.BROKEN, "", true);
    return reply.failed("");
  }
}
