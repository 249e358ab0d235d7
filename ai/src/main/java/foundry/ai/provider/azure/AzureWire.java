package foundry.ai.provider.azure;

import foundry.ai.provider.Event;
import foundry.ai.provider.Extras;
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
import java.util.function.Function;

/** Chat completions at Azure: OpenAI's, with a content filter in front. */
final class AzureWire implements ChatWire {
  private final ChatCompletionsWire chat;

  AzureWire(Function<String, String> path) {
    this.chat = new ChatCompletionsWire(path, Names.OPENAI);
  }

  @Override
  public Extras.Dialect dialect() {
    return chat.dialect();
  }

  @Override
  public UpstreamRequest request(Prompt prompt) {
    return chat.request(prompt);
  }

  @Override
  public Outcome whole(Buffer body, Prompt prompt, Consumer<Event> events) {
    return chat.whole(body, prompt, events);
  }

  @Override
  public StreamReader reader(Prompt prompt, Consumer<Event> events) {
    return chat.reader(prompt, events);
  }

  /** A deployment that does not exist is a model nobody has. */
  @Override
  public Failed error(ErrorReply reply) {
    return failed(reply);
  }

  static Failed failed(ErrorReply reply) {
    String code = ErrorReply.code(reply.json().path("error").path("code"));
    return switch (code) {
      case "DeploymentNotFound" -> reply.failed(Problem.UNKNOWN_MODEL, code, false);
      case "content_filter" -> reply.failed(Problem.REFUSED, code, false);
      default -> ChatCompletionsWire.failed(reply);
    };
  }
}
