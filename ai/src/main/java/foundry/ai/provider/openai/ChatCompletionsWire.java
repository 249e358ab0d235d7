package foundry.ai.provider.openai;

import foundry.ai.provider.Event;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Chat completions, as OpenAI documents them and as its SDKs read them.
 *
 * @param path behind the base URL, by model
 * @param names which words the server knows
 */
public record ChatCompletionsWire(Function<String, String> path, Names names) implements ChatWire {
  /** OpenAI's own models refuse {@code max_tokens}; most other servers know nothing else. */
  public enum Names {
    OPENAI,
    COMPATIBLE,

    /**
     * Refuses fields it does not know: it is sent what our own types carry and nothing else of
     * OpenAI's dialect. Counts what a stream used unasked.
     */
    STRICT
  }

  public ChatCompletionsWire(String path, Names names) {
    this(model -> path, names);
  }

  @Override
  public Extras.Dialect dialect() {
    return Extras.Dialect.OPENAI;
  }

  @Override
  public UpstreamRequest request(Prompt prompt) {
    return request(prompt, body(prompt));
  }

  /** For servers that need other words here and there. */
  public UpstreamRequest request(Prompt prompt, ObjectNode body) {
    return UpstreamRequest.json(path.apply(prompt.model()), Json.bytes(body));
  }

  public ObjectNode body(Prompt prompt) {
    return new ChatBody(names).of(prompt);
  }

  @Override
  public Outcome whole(Buffer body, Prompt prompt, Consumer<Event> events) {
    var reply = Json.MAPPER.readTree(body.getBytes());
    var error = reply.path("error");
    if (error.isObject()) return trouble(error);
    var choice = reply.path("choices").path(0);
    if (!choice.path("message").isObject()) throw new Garbage("no message");
    ChatReply.events(choice.path("message"), events);
    return new Outcome.Finished(
        ChatReply.reason(choice.path("finish_reason")).orElse(Outcome.Reason.STOP),
        reply.path("model").asString(prompt.model()),
        ChatReply.usage(reply.path("usage")));
  }

  @Override
  public StreamReader reader(Prompt prompt, Consumer<Event> events) {
    return new ChatStream(prompt.model(), events);
  }

  @Override
  public Failed error(ErrorReply reply) {
    return failed(reply);
  }

  /** Reads the error body that OpenAI and those who imitate it send, whatever was asked. */
  public static Failed failed(ErrorReply reply) {
    // Some servers wrap the error in a list.
    var body = reply.json().isArray() ? reply.json().path(0) : reply.json();
    var error = body.path("error");
    String code = ErrorReply.code(error.path("code"), error.path("type"));
    return switch (code) {
      case "insufficient_quota" -> reply.failed(Problem.QUOTA, code, false);
      case "context_length_exceeded" -> reply.failed(Problem.TOO_LONG, code, false);
      default -> reply.failed(code);
    };
  }

  /** The server's way to say that it failed after a 200. */
  static Failed trouble(JsonNode error) {
    String code = ErrorReply.code(error.path("code"), error.path("type"));
    return new Failed(Problem.BROKEN, ("the provider failed in the middle " + code).strip(), true);
  }
}
