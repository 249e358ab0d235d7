package foundry.ai.provider.upstream;

import foundry.ai.provider.Event;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Prompt;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** How one provider is asked for an answer and how it answers. Pure: no I/O, no state. */
public interface ChatWire {
  /**
   * Reads {@link Prompt#streamed()} to ask for the one or the other reply.
   *
   * @throws Unsupported if the provider cannot be asked this
   */
  UpstreamRequest request(Prompt prompt);

  /** Whose words it understands beyond our own types. */
  default Extras.Dialect dialect() {
    return Extras.Dialect.FOUNDRY;
  }

  /** The content type of a streamed reply, without parameters. */
  default String streamType() {
    return "text/event-stream";
  }

  /**
   * Reads a whole reply of status 200.
   *
   * @throws JacksonException if it is none of this provider's
   */
  Outcome whole(Buffer body, Prompt prompt, Consumer<Event> events);

  /** Reads one streamed reply. */
  StreamReader reader(Prompt prompt, Consumer<Event> events);

  /** Reads a reply of any other status. */
  Outcome.Failed error(ErrorReply reply);

  /**
   * Reads a streamed reply as it comes. May throw {@link JacksonException}, {@link
   * SseParser.LineTooLong} or {@link Garbage}: the stream is not what it should be.
   */
  interface StreamReader {
    /** The outcome, as soon as it is certain; later bytes are not read. */
    java.util.Optional<Outcome> feed(Buffer bytes);

    /** The provider ended its reply: the outcome, or empty if something is missing. */
    java.util.Optional<Outcome> end();
  }

  /** The provider sent what no such provider sends. */
  final class Garbage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Garbage(String message) {
      super(message, null, false, false);
    }
  }

  /** The prompt asks for something this provider has no word for; names the field. */
  final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unsupported(String message) {
      super(message, null, false, false);
    }
  }
}
