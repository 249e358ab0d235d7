package foundry.ai.provider.anthropic;

import foundry.ai.provider.Event;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.function.Consumer;

/** The Messages API, as Anthropic documents it and as its SDKs read it. */
public final class MessagesWire implements ChatWire {
  /** Of the API, not of a model; there has been no newer one. */
  static final String VERSION = "2023-06-01";

  private static final Map<String, String> HEADERS =
      Map.of("content-type", "application/json", "anthropic-version", VERSION);

  @Override
  public Extras.Dialect dialect() {
    return Extras.Dialect.ANTHROPIC;
  }

  @Override
  public UpstreamRequest request(Prompt prompt) {
    var body = new MessagesBody().of(prompt);
    var beta = body.remove(Extras.ANTHROPIC_BETA);
    var request = new UpstreamRequest(HttpMethod.POST, "/v1/messages", HEADERS, Json.bytes(body));
    return beta == null ? request : request.with(Extras.ANTHROPIC_BETA, beta.asString(""));
  }

  @Override
  public Outcome whole(Buffer body, Prompt prompt, Consumer<Event> events) {
    var reply = Json.MAPPER.readTree(body.getBytes());
    if (reply.path("type").asString("").equals("error")) {
      return MessagesErrors.inside(reply.path("error"));
    }
    if (!reply.path("content").isArray()) throw new Garbage("no content");
    return MessagesReply.finished(reply, prompt.model(), events);
  }

  @Override
  public StreamReader reader(Prompt prompt, Consumer<Event> events) {
    return new MessagesStream(prompt.model(), events);
  }

  @Override
  public Outcome.Failed error(ErrorReply reply) {
    return MessagesErrors.of(reply);
  }
}
