package foundry.ai.provider.openai;

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

/** Responses, OpenAI's newer way to be asked for an answer. */
public record ResponsesWire() implements ChatWire {
  @Override
  public UpstreamRequest request(Prompt prompt) {
    return UpstreamRequest.json("/responses", Json.bytes(ResponsesBody.of(prompt)));
  }

  @Override
  public Outcome whole(Buffer body, Prompt prompt, Consumer<Event> events) {
    var reply = Json.MAPPER.readTree(body.getBytes());
    if (!reply.path("output").isArray()) throw new Garbage("no output");
    int tools = 0;
    for (var item : reply.path("output")) {
      switch (item.path("type").asString("")) {
        case "message" -> message(item, events);
        case "reasoning" -> thinking(item, events);
        case "function_call" -> call(item, tools++, events);
        default -> {} // tools of the provider's own, which nobody asked for
      }
    }
    return outcome(reply, prompt.model(), tools > 0);
  }

  private static void message(JsonNode item, Consumer<Event> events) {
    for (var part : item.path("content")) {
      String text = part.path("text").asString("");
      if (!text.isEmpty()) events.accept(new Event.Text(text));
      String refusal = part.path("refusal").asString("");
      if (!refusal.isEmpty()) events.accept(new Event.Refusal(refusal));
    }
  }

  private static void thinking(JsonNode item, Consumer<Event> events) {
    for (var part : item.path("summary")) {
      String text = part.path("text").asString("");
      if (!text.isEmpty()) events.accept(new Event.Thinking(text));
    }
  }

  private static void call(JsonNode item, int index, Consumer<Event> events) {
    String name = item.path("name").asString("");
    events.accept(new Event.ToolStart(index, item.path("call_id").asString(""), name));
    events.accept(new Event.ToolArguments(index, item.path("arguments").asString("{}")));
  }

  /** Of a response that is over, however it came. */
  static Outcome outcome(JsonNode response, String asked, boolean tools) {
    String model = response.path("model").asString(asked);
    var usage = usage(response.path("usage"));
    return switch (response.path("status").asString("")) {
      case "completed" -> new Finished(tools ? Reason.TOOL_USE : Reason.STOP, model, usage);
      case "incomplete" -> new Finished(cut(response), model, usage);
      case "failed", "cancelled" -> failed(response.path("error"), usage);
      default -> throw new Garbage("no known end");
    };
  }

  private static Reason cut(JsonNode response) {
    String reason = response.path("incomplete_details").path("reason").asString("");
    return reason.equals("content_filter") ? Reason.CONTENT_FILTER : Reason.LENGTH;
  }

  static Failed failed(JsonNode error, Optional<Usage> usage) {
    String code = ErrorReply.code(error.path("code"), error.path("type"));
    var problem =
        switch (code) {
          case "rate_limit_exceeded" -> Problem.RATE_LIMITED;
          case "context_length_exceeded" -> Problem.TOO_LONG;
          case "insufficient_quota" -> Problem.QUOTA;
          case "invalid_prompt" -> Problem.REFUSED;
          default -> Problem.BROKEN;
        };
    boolean retryable = problem == Problem.BROKEN || problem == Problem.RATE_LIMITED;
    String message = ("the provider failed in the middle " + code).strip();
    return new Failed(problem, message, retryable, Optional.empty(), usage);
  }

  private static Optional<Usage> usage(JsonNode usage) {
    if (!usage.isObject()) return Optional.empty();
    return Optional.of(
        new Usage(
            usage.path("input_tokens").asInt(0),
            usage.path("output_tokens").asInt(0),
            usage.path("input_tokens_details").path("cached_tokens").asInt(0),
            0,
            usage.path("output_tokens_details").path("reasoning_tokens").asInt(0)));
  }

  @Override
  public StreamReader reader(Prompt prompt, Consumer<Event> events) {
    return new ResponsesStream(prompt.model(), events);
  }

  @Override
  public Failed error(ErrorReply reply) {
    return ChatCompletionsWire.failed(reply);
  }
}
