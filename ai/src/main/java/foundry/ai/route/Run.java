package foundry.ai.route;

import foundry.ai.Limits;
import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.TextProvider.Answering;
import foundry.ai.provider.TextProvider.Listener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * One answer: as many attempts as it takes, but none after the first word, since nobody could tell
 * a repeated beginning from the answer. Lives on one event loop.
 */
final class Run implements Answering, Listener {
  private final Vertx vertx;
  private final Plan plan;
  private final Prompt prompt;
  private final Timeouts timeouts;
  private final Hearer hearer;

  private @Nullable Answering attempt;
  private int attempts;
  private long totalTimer = -1;
  private long backoffTimer = -1;
  private boolean spoke;
  private boolean over;

  Run(Vertx vertx, Plan plan, Prompt prompt, Timeouts timeouts, Hearer hearer) {
    this.vertx = vertx;
    this.plan = plan;
    this.prompt = prompt;
    this.timeouts = timeouts;
    this.hearer = hearer;
  }

  void start() {
    totalTimer = vertx.setTimer(timeouts.totalMillis(), ignored -> tooLong());
    tryOnce();
  }

  private void tryOnce() {
    if (over) return;
    attempts++;
    var target = plan.first();
    attempt = target.provider().answer(prompt.withModel(target.model()), this);
  }

  @Override
  public Future<Void> event(Event event) {
    spoke = true;
    return hearer.event(event);
  }

  @Override
  public void ended(Outcome outcome) {
    if (outcome instanceof Failed failed && again(failed)) return;
    end(outcome);
  }

  private boolean again(Failed failed) {
    if (spoke || !failed.retryable() || attempts >= Limits.ATTEMPTS_MAX) return false;
    var wait = Backoff.before(attempts + 1, failed.retryAfter());
    if (wait.isEmpty()) return false;
    backoffTimer = vertx.setTimer(Math.max(1, wait.get().toMillis()), ignored -> tryOnce());
    return true;
  }

  private void tooLong() {
    if (attempt != null) attempt.cancel();
    end(new Failed(Problem.TIMEOUT, "the answer took too long altogether", false));
  }

  private void end(Outcome outcome) {
    if (stop()) hearer.ended(new Ended(outcome, plan.first(), attempts));
  }

  private boolean stop() {
    if (over) return false;
    over = true;
    vertx.cancelTimer(totalTimer);
    vertx.cancelTimer(backoffTimer);
    return true;
  }

  @Override
  public void cancel() {
    if (stop() && attempt != null) attempt.cancel();
  }
}
