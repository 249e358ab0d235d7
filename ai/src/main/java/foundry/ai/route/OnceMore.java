package foundry.ai.route;

import foundry.ai.provider.ProviderFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Repeats a question that has one reply, once: whoever waits for an embedding or a ranking has
 * little patience, and nothing was said yet that a repeat could contradict.
 */
public final class OnceMore {
  /**
   * @param attempts how often the provider was asked
   */
  public record Answered<T>(T answer, int attempts) {}

  private OnceMore() {}

  /** Fails as the last attempt failed. */
  public static <T> Future<Answered<T>> ask(Vertx vertx, Supplier<Future<T>> question) {
    return question
        .get()
        .map(answer -> new Answered<>(answer, 1))
        .recover(
            problem ->
                patience(problem)
                    .map(millis -> again(vertx, millis, question))
                    .orElseGet(() -> Future.failedFuture(problem)));
  }

  private static Optional<Long> patience(Throwable problem) {
    if (!(problem instanceof ProviderFailure failure)) return Optional.empty();
    if (!failure.failed().retryable()) return Optional.empty();
    return Backoff.before(2, failure.failed().retryAfter()).map(java.time.Duration::toMillis);
  }

  private static <T> Future<Answered<T>> again(
      Vertx vertx, long millis, Supplier<Future<T>> question) {
    return vertx
        .timer(Math.max(1, millis), TimeUnit.MILLISECONDS)
        .compose(ignored -> question.get())
        .map(answer -> new Answered<>(answer, 2));
  }
}
