package foundry.ai.provider.bedrock;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** Converse and ConverseStream, as AWS documents them. */
public final class ConverseWire implements ChatWire {
  @Override
  public UpstreamRequest request(Prompt prompt) {
    String path =
        "/model/"
            + UpstreamRequest.segment(prompt.model())
            + (prompt.streamed() ? "/converse-stream" : "/converse");
    return UpstreamRequest.json(path, Json.bytes(new ConverseBody(prompt).json()));
  }

  @Override
  public String streamType() {
    return "application/vnd.amazon.eventstream";
  }

  @Override
  public Outcome whole(Buffer body, Prompt prompt, Consumer<Event> events) {
    var reply = Json.MAPPER.readTree(body.getBytes());
    if (!reply.path("output").path("message").isObject()) throw new Garbage("no message");
    return ConverseReply.finished(reply, prompt.model(), events);
  }

  @Override
  public StreamReader reader(Prompt prompt, Consumer<Event> events) {
    return new ConverseStream(prompt.model(), events);
  }

  @Override
  public Outcome.Failed error(ErrorReply reply) {
    return ConverseErrors.of(reply);
  }
}
