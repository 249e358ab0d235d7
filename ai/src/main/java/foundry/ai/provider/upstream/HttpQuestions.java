package foundry.ai.provider.upstream;

import foundry.ai.Limits;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.ProviderFailure;
import foundry.ai.provider.Wanted;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import tools.jackson.core.JacksonException;

/**
 * A provider's server that is asked questions which have one reply.
 *
 * @param <Q> the question
 * @param <A> the answer
 */
public final class HttpQuestions<Q, A> implements AutoCloseable {
  private final Upstream upstream;
  private final QuestionWire<Q, A> wire;

  public HttpQuestions(Upstream upstream, QuestionWire<Q, A> wire) {
    this.upstream = upstream;
    this.wire = wire;
  }

  /** Asks once. Fails with {@link ProviderFailure}. */
  Future<A> ask(Q question, Wanted wanted) {
    UpstreamRequest request;
    try {
      request = wire.request(question);
    } catch (ChatWire.Unsupported e) {
      return failed(new Failed(Problem.REFUSED, String.valueOf(e.getMessage()), false));
    }
    return upstream
        .exchange(request, upstream.timeouts().firstByteMillis(), wire::error, wanted)
        .compose(body -> answer(body, question));
  }

  /** A long list of numbers takes a while to read: not on the loop. */
  private Future<A> answer(Buffer body, Q question) {
    return body.length() <= Limits.LOOP_BODY_BYTES_MAX
        ? read(body, question)
        : upstream.vertx().executeBlocking(() -> read(body, question)).compose(read -> read);
  }

  private Future<A> read(Buffer body, Q question) {
    try {
      return Future.succeededFuture(wire.answer(body, question));
    } catch (JacksonException | ChatWire.Garbage e) {
      return failed(
          new Failed(Problem.BROKEN, "the provider sent something that is no answer", true));
    }
  }

  private static <T> Future<T> failed(Failed failed) {
    return Future.failedFuture(new ProviderFailure(failed));
  }

  @Override
  public void close() {
    upstream.close();
  }
}
