package foundry.ai.provider.upstream;

import foundry.ai.Limits;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.ProviderFailure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;

/**
 * A provider's server that is asked questions which have one reply.
 *
 * @param <Q> the question
 * @param <A> the answer
 */
public final class HttpQuestions<Q, A> implements AutoCloseable {
  /** Parts of one call under way at once; more would only meet the provider's rate limit. */
  private static final int AT_ONCE_MAX = 8;

  private final Upstream upstream;
  private final QuestionWire<Q, A> wire;

  public HttpQuestions(Upstream upstream, QuestionWire<Q, A> wire) {
    this.upstream = upstream;
    this.wire = wire;
  }

  /** Asks once. Fails with {@link ProviderFailure}. */
  public Future<A> ask(Q question) {
    UpstreamRequest request;
    try {
      request = wire.request(question);
    } catch (ChatWire.Unsupported e) {
      return failed(new Failed(Problem.REFUSED, String.valueOf(e.getMessage()), false));
    }
    return upstream
        .exchange(request, upstream.timeouts().firstByteMillis(), wire::error)
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

  /** Asks each once, a few at a time; the answers in the order of the questions. */
  public Future<List<A>> askAll(List<Q> questions) {
    if (questions.size() == 1) return ask(questions.getFirst()).map(List::of);
    var answers = new ArrayList<A>(Collections.nCopies(questions.size(), null));
    var lanes =
        IntStream.range(0, Math.min(AT_ONCE_MAX, questions.size()))
            .mapToObj(lane -> lane(questions, lane, answers))
            .toList();
    return Future.all(lanes).map(ignored -> answers);
  }

  /** Every eighth question from here on, one after the other. */
  private Future<Void> lane(List<Q> questions, int at, List<A> answers) {
    if (at >= questions.size()) return Future.succeededFuture();
    return ask(questions.get(at))
        .compose(
            answer -> {
              answers.set(at, answer);
              return lane(questions, at + AT_ONCE_MAX, answers);
            });
  }

  @Override
  public void close() {
    upstream.close();
  }
}
