package foundry.ai.provider.openai;

import foundry.ai.Limits;
import foundry.ai.Settings;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Outcome.Usage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to the provider and its reply. Lives on one event loop. */
final class ChatAttempt {
  /** Hears of the attempt; nothing after {@code finished} or {@code failed}. */
  interface Events {
    Future<Void> text(String text);

    void finished(Reason reason, Optional<Usage> usage, Optional<String> model);

    void failed(ErrorReply reply);
  }

  private static final String DONE = "[DONE]";

  private final Settings.Timeouts timeouts;
  private final Clock clock;
  private final Events events;
  private final SseParser parser = new SseParser(Limits.STREAM_LINE_BYTES_MAX, this::event);
  private final Silence silence;

  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private Future<Void> taken = Future.succeededFuture();
  private Optional<Reason> reason = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private Optional<String> model = Optional.empty();
  private boolean over;

  ChatAttempt(Vertx vertx, Settings.Timeouts timeouts, Clock clock, Events events) {
    this.timeouts = timeouts;
    this.clock = clock;
    this.events = events;
    this.silence = new Silence(vertx, this::silent);
  }

  void start(HttpClient client, RequestOptions options, Buffer body) {
    silence.limit(timeouts.firstByteMillis());
    client
        .request(options)
        .onSuccess(made -> send(made, body))
        .onFailure(problem -> broken("the provider cannot be reached"));
  }

  private void send(HttpClientRequest made, Buffer body) {
    request = made;
    if (over) {
      made.reset();
      return;
    }
    made.send(body)
        .onSuccess(this::answered)
        .onFailure(problem -> broken("the provider hung up before it answered"));
  }

  private void answered(HttpClientResponse reply) {
    response = reply;
    if (over) return;
    reply.exceptionHandler(problem -> broken("the provider hung up in the middle"));
    String type = reply.getHeader("content-type");
    if (reply.statusCode() != 200) {
      readError(reply);
    } else if (type == null || !type.startsWith("text/event-stream")) {
      broken("the provider answered with another content type (expected: text/event-stream)");
      abort();
    } else {
      reply.handler(this::chunk);
      reply.endHandler(ignored -> ended());
    }
  }

  private void readError(HttpClientResponse reply) {
    var body = Buffer.buffer();
    reply.handler(
        bytes -> {
          if (body.length() < Limits.ERROR_BODY_BYTES_MAX) body.appendBuffer(bytes);
        });
    reply.endHandler(
        ignored ->
            fail(ErrorReply.of(reply.statusCode(), reply.headers(), body.toString(), clock)));
  }

  private void chunk(Buffer bytes) {
    if (over) return;
    silence.broken();
    try {
      parser.feed(bytes);
    } catch (SseParser.LineTooLong e) {
      broken("the provider sent a line that is too long");
      abort();
      return;
    }
    slowDown();
  }

  /** Reads no further before the reader has taken what there is. */
  private void slowDown() {
    var reply = response;
    if (over || reply == null || taken.isComplete()) return;
    reply.pause();
    silence.suspend();
    taken.onComplete(
        ignored -> {
          silence.broken();
          reply.resume();
        });
  }

  private void event(String data) {
    if (over) return;
    if (data.startsWith(DONE)) {
      finish(reason.orElse(Reason.STOP));
      return;
    }
    switch (Chunk.of(data)) {
      case Chunk.Piece piece -> piece(piece);
      case Chunk.Trouble trouble -> {
        broken("the provider failed in the middle " + trouble.code());
        abort();
      }
      case Chunk.Garbage ignored -> {
        broken("the provider sent something that is no chat completion");
        abort();
      }
    }
  }

  private void piece(Chunk.Piece piece) {
    silence.limit(timeouts.betweenChunksMillis());
    reason = piece.reason().or(() -> reason);
    usage = piece.usage().or(() -> usage);
    model = piece.model().or(() -> model);
    if (!piece.text().isEmpty()) taken = events.text(piece.text());
  }

  /** Some servers leave out the last line; a reason says as clearly that nothing is missing. */
  private void ended() {
    if (over) return;
    parser.end();
    if (over) return;
    if (reason.isPresent()) finish(reason.get());
    else broken("the provider stopped in the middle");
  }

  private void finish(Reason why) {
    if (stop()) events.finished(why, usage, model);
  }

  private void silent() {
    fail(
        new ErrorReply(
            Problem.TIMEOUT, "the provider was silent for too long", true, Optional.empty()));
    abort();
  }

  private void broken(String message) {
    fail(new ErrorReply(Problem.BROKEN, message.strip(), true, Optional.empty()));
  }

  private void fail(ErrorReply reply) {
    if (stop()) events.failed(reply);
  }

  private boolean stop() {
    if (over) return false;
    over = true;
    silence.close();
    return true;
  }

  /** Hangs up; the provider learns at once that nobody listens any more. */
  void cancel() {
    if (stop()) abort();
  }

  private void abort() {
    if (request != null) request.reset();
  }
}
