package foundry.ai.provider.gemini;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** {@code generateContent}, as Google documents it for the Gemini API and for Vertex AI. */
public final class GeminiWire implements ChatWire {
  @Override
  public UpstreamRequest request(Prompt prompt) {
    String method = prompt.streamed() ? ":streamGenerateContent?alt=sse" : ":generateContent";
    String path = "/models/" + UpstreamRequest.segment(prompt.model()) + method;
    return UpstreamRequest.json(path, Json.bytes(new GeminiBody(prompt).json()));
  }

  @Override
  public Outcome whole(Buffer body, Prompt prompt, Consumer<Event> events) {
    var reply = Json.MAPPER.readTree(body.getBytes());
    var read = new GeminiReply(prompt.model(), events);
    return read.chunk(reply).or(read::finished).orElseThrow(() -> new Garbage("no candidate"));
  }

  @Override
  public StreamReader reader(Prompt prompt, Consumer<Event> events) {
    return new GeminiStream(prompt.model(), events);
  }

  @Override
  public Outcome.Failed error(ErrorReply reply) {
    return GeminiErrors.of(reply);
  }
}
