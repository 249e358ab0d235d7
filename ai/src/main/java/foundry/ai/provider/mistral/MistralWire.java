package foundry.ai.provider.mistral;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.openai.ChatCompletionsWire;
import foundry.ai.provider.openai.ChatCompletionsWire.Names;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.UpstreamRequest;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions at Mistral: OpenAI's, with some words and ids of its own. */
final class MistralWire implements ChatWire {
  private final ChatCompletionsWire chat =
      new ChatCompletionsWire("/chat/completions", Names.STRICT);

  @Override
  public UpstreamRequest request(Prompt prompt) {
    var body = chat.body(prompt);
    var seed = body.remove("seed");
    if (seed != null) body.set("random_seed", seed);
    if (body.path("tool_choice").asString("").equals("required")) body.put("tool_choice", "any");
    for (var message : body.path("messages")) ids((ObjectNode) message);
    prefill(body.path("messages"));
    return chat.request(prompt, body);
  }

  /** An answer begun for the model is refused unless it is called that. */
  private static void prefill(JsonNode messages) {
    var last = messages.path(messages.size() - 1);
    boolean begun = last.path("role").asString("").equals("assistant") && !last.has("tool_calls");
    if (begun) ((ObjectNode) last).put("prefix", true);
  }

  private static void ids(ObjectNode message) {
    var result = message.path("tool_call_id");
    if (result.isString()) message.put("tool_call_id", ToolIds.fitting(result.stringValue()));
    for (var call : message.path("tool_calls")) {
      ((ObjectNode) call).put("id", ToolIds.fitting(call.path("id").asString("")));
    }
  }

  @Override
  public Outcome whole(Buffer body, Prompt prompt, Consumer<Event> events) {
    return chat.whole(body, prompt, events);
  }

  @Override
  public StreamReader reader(Prompt prompt, Consumer<Event> events) {
    return chat.reader(prompt, events);
  }

  @Override
  public Failed error(ErrorReply reply) {
    return failed(reply);
  }

  /** The fields stand at the top here. */
  static Failed failed(ErrorReply reply) {
    var body = reply.json();
    // Only the sentence says that the prompt is too long; it is not repeated.
    String message = body.path("message").asString("");
    if (reply.status() == 400 && message.contains("maximum context length")) {
      return reply.failed(Problem.TOO_LONG, "", false);
    }
    return reply.failed(ErrorReply.code(body.path("type"), body.path("code")));
  }
}
