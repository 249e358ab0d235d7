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
    return UpstreamRequest.json("/v2/chat", Json.bytes(CohereBody.of(prompt)));
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
    var usage = end.path("usage");
    var counted = tokens(usage, usage.has("tokens") ? "tokens" : "billed_units");
    var billed = tokens(usage, "billed_units");
    String reason = end.path("finish_reason").asString("");
    return switch (reason) {
      case "COMPLETE", "STOP_SEQUENCE" -> finished(Reason.STOP, model, counted, billed);
      case "MAX_TOKENS" -> finished(Reason.LENGTH, model, counted, billed);
      case "TOOL_CALL" -> finished(Reason.TOOL_USE, model, counted, billed);
      case "ERROR_TOXIC" -> finished(Reason.CONTENT_FILTER, model, counted, billed);
      case "TIMEOUT" -> failed(Problem.TIMEOUT, billed.or(() -> counted));
      case "ERROR" -> failed(Problem.BROKEN, billed.or(() -> counted));
      default -> throw new Garbage("no known reason to end");
    };
  }

  private static Finished finished(
      Reason reason, String model, Optional<Usage> counted, Optional<Usage> billed) {
    return new Finished(reason, model, Optional.empty(), counted, billed);
  }

  private static Failed failed(Problem problem, Optional<Usage> usage) {
    return new Failed(problem, "the provider failed in the middle", true, Optional.empty(), usage);
  }

  /**
   * {@code tokens} were read and written; {@code billed_units} are fewer, without its own words.
   */
  private static Optional<Usage> tokens(JsonNode usage, String name) {
    var counted = usage.path(name);
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
    return new CohereStream(prompt.model(), events);
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
