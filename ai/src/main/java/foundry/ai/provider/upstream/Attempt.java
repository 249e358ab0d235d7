package foundry.ai.provider.upstream;

import foundry.ai.Settings.Timeouts;
import foundry.ai.UpstreamLimits;
import foundry.ai.alarm.Alarm;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.ProviderFailure;
import foundry.ai.provider.TextProvider.Answering;
import foundry.ai.provider.TextProvider.Listener;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One request for an answer and its reply: whole or streamed, within the timeouts of each phase,
 * read no faster than the listener takes it. Lives on one event loop; ends once.
 */
final class Attempt implements Answering {
  private final Upstream upstream;
  private final Timeouts timeouts;
  private final ChatWire wire;
  private final Prompt prompt;
  private final Listener listener;
  private final Silence silence;

  private @Nullable HttpClientRequest request;
  private Future<Void> taken = Future.succeededFuture();
  private Alarm lingering = Alarm.NONE;
  private boolean over;

  Attempt(Upstream upstream, Timeouts timeouts, ChatWire wire, Prompt prompt, Listener listener) {
    this.upstream = upstream;
    this.timeouts = timeouts;
    this.wire = wire;
    this.prompt = prompt;
    this.listener = listener;
    this.silence = new Silence(upstream.vertx(), this::silent);
  }

  void start() {
    silence.limit(prompt.streamed() ? timeouts.firstByteMillis() : timeouts.totalMillis());
    if (prompt.isLong()) {
      upstream
          .vertx()
          .executeBlocking(() -> wire.request(prompt), false)
          .onSuccess(this::open)
          .onFailure(this::unwritten);
      return;
    }
    UpstreamRequest ask;
    try {
      ask = wire.request(prompt);
    } catch (Throwable e) {
      unwritten(e);
      return;
    }
    open(ask);
  }

  private void unwritten(Throwable problem) {
    boolean told = problem instanceof ChatWire.Unsupported;
    if (!told) trouble(problem);
    String message = told ? String.valueOf(problem.getMessage()) : "the request cannot be written";
    fail(new Failed(Problem.UNSUPPORTED, message, false));
  }

  private void open(UpstreamRequest ask) {
    if (over) return;
    upstream
        .open(ask, timeouts.connectMillis())
        .onSuccess(made -> send(made, ask.body()))
        .onFailure(this::unreached);
  }

  /** A signature may know better why nothing was sent. */
  private void unreached(Throwable problem) {
    if (problem instanceof ProviderFailure known) {
      fail(known.failed());
      return;
    }
    trouble(problem);
    fail(new Failed(Problem.UNREACHABLE, "the provider cannot be reached", true));
  }

  /** What we hung up on ourselves is none. */
  private void trouble(Throwable problem) {
    if (!over) upstream.trouble(prompt.model(), problem);
  }

  private void lost(String message, Throwable problem) {
    trouble(problem);
    broken(message);
  }

  private void send(HttpClientRequest made, Buffer body) {
    request = made;
    if (over) {
      made.reset();
      return;
    }
    String traceparent = listener.traceparent();
    if (!traceparent.isEmpty()) made.putHeader("traceparent", traceparent);
    made.send(body)
        .onSuccess(this::answered)
        .onFailure(problem -> lost("the provider hung up before it answered", problem));
  }

  private void answered(HttpClientResponse reply) {
    reply.exceptionHandler(problem -> lost("the provider hung up in the middle", problem));
    if (over) return;
    if (reply.statusCode() != 200) {
      readError(reply);
    } else if (!prompt.streamed()) {
      readWhole(reply);
    } else if (isOf(reply, wire.streamType())) {
      readStream(reply);
    } else {
      abort(
          "the provider answered with another content type (expected: " + wire.streamType() + ")");
    }
  }

  private static boolean isOf(HttpClientResponse reply, String expected) {
    String type = reply.getHeader("content-type");
    return type != null && type.startsWith(expected);
  }

  private void readError(HttpClientResponse reply) {
    new BoundedBody(reply, UpstreamLimits.ERROR_BODY_BYTES_MAX)
        .read()
        .map(Buffer::toString)
        .otherwise("")
        .onSuccess(
            body ->
                fail(
                    wire.error(
                        new ErrorReply(
                            reply.statusCode(), reply.headers(), body, upstream.clock()))));
  }

  private void readWhole(HttpClientResponse reply) {
    new BoundedBody(reply, UpstreamLimits.REPLY_BYTES_MAX)
        .read()
        .onSuccess(this::whole)
        .onFailure(problem -> lost("the provider hung up in the middle", problem));
  }

  private void whole(Buffer body) {
    if (over) return;
    try {
      end(wire.whole(body, prompt, listener::event));
    } catch (JacksonException | ChatWire.Garbage e) {
      broken("the provider sent something that is no answer");
    }
  }

  private void readStream(HttpClientResponse reply) {
    var reader = wire.reader(prompt, this::event);
    reply.handler(bytes -> chunk(reply, reader, bytes));
    reply.endHandler(ignored -> ended(reader));
  }

  private void chunk(HttpClientResponse reply, ChatWire.StreamReader reader, Buffer bytes) {
    if (over) return;
    silence.broken();
    read(() -> reader.feed(bytes)).ifPresent(this::lastWord);
    slowDown(reply);
  }

  /** Without an end of the reply the connection would be kept for a provider that is done. */
  private void lastWord(Outcome outcome) {
    if (over) return;
    end(outcome);
    lingering =
        Alarm.after(upstream.vertx(), UpstreamLimits.STREAM_LINGERS_MILLIS_MAX, this::hangUp);
  }

  private void event(Event event) {
    if (over) return;
    silence.limit(timeouts.betweenChunksMillis());
    taken = listener.event(event);
  }

  /** Reads no further before the reader has taken what there is. */
  private void slowDown(HttpClientResponse reply) {
    if (over || taken.isComplete()) return;
    reply.pause();
    silence.suspend();
    taken.onComplete(
        ignored -> {
          silence.broken();
          reply.resume();
        });
  }

  private void ended(ChatWire.StreamReader reader) {
    lingering.cancel();
    if (over) return;
    var outcome = read(reader::end);
    if (over) return;
    outcome.ifPresentOrElse(this::end, () -> broken("the provider stopped in the middle"));
  }

  private Optional<Outcome> read(java.util.function.Supplier<Optional<Outcome>> reading) {
    try {
      return reading.get();
    } catch (SseParser.LineTooLong e) {
      abort("the provider sent a line that is too long");
    } catch (JacksonException | ChatWire.Garbage e) {
      abort("the provider sent something that is no answer");
    }
    return Optional.empty();
  }

  private void silent() {
    trouble(new TimeoutException("silent for too long"));
    fail(new Failed(Problem.TIMEOUT, "the provider was silent for too long", true));
    hangUp();
  }

  private void broken(String message) {
    fail(new Failed(Problem.BROKEN, message, true));
  }

  private void abort(String message) {
    broken(message);
    hangUp();
  }

  private void fail(Failed failed) {
    end(failed);
  }

  private void end(Outcome outcome) {
    if (stop()) listener.ended(outcome);
  }

  private boolean stop() {
    if (over) return false;
    over = true;
    silence.close();
    return true;
  }

  /** Hangs up; the provider learns at once that nobody listens any more. */
  @Override
  public void cancel() {
    if (stop()) hangUp();
  }

  private void hangUp() {
    if (request != null) request.reset();
  }
}
