package foundry.ai.provider.openai;

import foundry.ai.UpstreamLimits;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.ai.provider.upstream.ChatWire.StreamReader;
import foundry.ai.provider.upstream.SseParser;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;

/** One streamed chat completion. */
final class ChatStream implements StreamReader {
  private static final String DONE = "[DONE]";

  private final SseParser parser = new SseParser(UpstreamLimits.STREAM_LINE_BYTES_MAX, this::data);
  private final Consumer<Event> events;
  private final ToolCalls tools;
  private String model;
  private boolean spoke;
  private Optional<Reason> reason = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private Optional<Outcome> outcome = Optional.empty();

  ChatStream(String model, Consumer<Event> events) {
    this.model = model;
    this.events =
        event -> {
          spoke = true;
          events.accept(event);
        };
    this.tools = new ToolCalls(this.events);
  }

  @Override
  public Optional<Outcome> feed(Buffer bytes) {
    parser.feed(bytes);
    return outcome;
  }

  /** Some servers leave out the last line; a reason says as clearly that nothing is missing. */
  @Override
  public Optional<Outcome> end() {
    parser.end();
    return outcome.or(() -> reason.map(this::finished));
  }

  private void data(String data) {
    if (outcome.isPresent()) return;
    if (data.startsWith(DONE)) {
      if (reason.isEmpty() && !spoke) throw new Garbage("an answer without a word or a reason");
      outcome = Optional.of(finished(reason.orElse(Reason.STOP)));
      return;
    }
    var chunk = ChatChunk.of(data);
    var error = chunk.error();
    if (error.isObject() || error.isString()) {
      outcome = Optional.of(ChatCompletionsWire.trouble(error));
    } else {
      chunk(chunk);
    }
  }

  private void chunk(ChatChunk chunk) {
    chunk.tell(events);
    for (var call : chunk.toolCalls()) tools.piece(call);
    String why = chunk.reason();
    if (why != null) reason = Optional.of(ChatReply.reason(why));
    usage = ChatReply.usage(chunk.usage()).or(() -> usage);
    if (!chunk.model().isEmpty()) model = chunk.model();
  }

  private Outcome finished(Reason why) {
    boolean asked = why == Reason.STOP && tools.any();
    return new Finished(asked ? Reason.TOOL_USE : why, model, usage);
  }
}
