package foundry.api.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Asks one part whether it is ready, on a thread of its own. A part that hangs is not asked again
 * until it has answered. For one caller at a time.
 */
final class Probe {
  static final String READY = "ready";
  private static final String NOT_READY = "not ready";

  /** An orchestrator waits for a second or a few; a pool of connections for ten. */
  private static final int ANSWER_MILLIS_MAX = 1_500;

  private static final String SILENT =
      NOT_READY + ": no answer within %d ms".formatted(ANSWER_MILLIS_MAX);

  private final Health.Check check;
  private final Executor executor;
  private CompletableFuture<String> asked = CompletableFuture.completedFuture(NOT_READY);

  Probe(Health.Check check, Executor executor) {
    this.check = check;
    this.executor = executor;
  }

  /** How the part is, soon. */
  CompletableFuture<String> ask() {
    if (asked.isDone()) {
      asked = CompletableFuture.supplyAsync(this::state, executor).exceptionally(e -> NOT_READY);
    }
    return asked.copy().completeOnTimeout(SILENT, ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
  }

  private String state() {
    return check
        .problem()
        .map(why -> why.isEmpty() ? NOT_READY : NOT_READY + ": " + why)
        .orElse(READY);
  }
}
