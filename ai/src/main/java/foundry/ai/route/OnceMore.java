package foundry.ai.route;

import foundry.ai.provider.ProviderFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Repeats a question that has one reply, once: whoever waits for an embedding or a ranking has
 * little patience, and nothing was said yet that a repeat could contradict. Takes its repeats from
 * the same budget as all others.
 */
public final class OnceMore {
  /**
   * @param attempts how often the provider was asked
   */
  public record Answered<T>(T answer, int attempts) {}

  private final Vertx vertx;
  private final RetryBudget budget;

  public OnceMore(Vertx vertx, RetryBudget budget) {
    this.vertx = vertx;
    this.budget = budget;
  }

  /** Fails as the last attempt failed. */
  public <T> Future<Answered<T>> ask(Supplier<Future<T>> question) {
    budget.call();
    return question
        .get()
        .map(answer -> new Answered<>(answer, 1))
        .recover(
            problem ->
                patience(problem)
                    .filter(millis -> budget.trySpend())
                    .map(millis -> again(millis, question))
                    .orElseGet(() -> Future.failedFuture(problem)));
  }

  private static Optional<Long> patience(Throwable problem) {
    if (!(problem instanceof ProviderFailure failure)) return Optional.empty();
    if (!failure.failed().retryable()) return Optional.empty();
    return Backoff.before(2, failure.failed().retryAfter()).map(java.time.Duration::toMillis);
  }

  private <T> Future<Answered<T>> again(long millis, Supplier<Future<T>> question) {
    return vertx
        .timer(Math.max(1, millis), TimeUnit.MILLISECONDS)
        .compose(ignored -> question.get())
        .map(answer -> new Answered<>(answer, 2));
  }
}
