package foundry.ai.provider.gemini;

import foundry.ai.UpstreamLimits;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.upstream.ChatWire.StreamReader;
import foundry.ai.provider.upstream.SseParser;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One streamed reply: each event is a reply of its own, and only the end of the stream says that
 * there is no other.
 */
final class GeminiStream implements StreamReader {
  private final SseParser parser = new SseParser(UpstreamLimits.STREAM_LINE_BYTES_MAX, this::data);
  private final GeminiReply reply;
  private Optional<Outcome> outcome = Optional.empty();

  GeminiStream(String model, Consumer<Event> events) {
    this.reply = new GeminiReply(model, events);
  }

  @Override
  public Optional<Outcome> feed(Buffer bytes) {
    parser.feed(bytes);
    return outcome;
  }

  @Override
  public Optional<Outcome> end() {
    parser.end();
    return outcome.or(reply::finished);
  }

  private void data(String data) {
    if (outcome.isEmpty()) outcome = reply.chunk(Json.tree(data));
  }
}
