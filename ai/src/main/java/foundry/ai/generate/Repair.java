package foundry.ai.generate;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.route.Ended;
import foundry.ai.route.Hearer;
import foundry.ai.route.Running;
import foundry.ai.route.Target;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The second try at an answer. On one event loop. */
final class Repair implements Hearer {
  /**
   * @param text all it said
   * @param target the one that was asked
   * @param author whoever said it, by the name it gave itself
   */
  record Done(
      Outcome outcome,
      String text,
      Target target,
      Target author,
      Answer.Usage usage,
      int attempts) {}

  private final Counting counting;
  private final Consumer<Done> onEnd;
  private final Collected collected = new Collected();

  private @Nullable Running running;
  private boolean over;

  Repair(Counting counting, Consumer<Done> onEnd) {
    this.counting = counting;
    this.onEnd = onEnd;
  }

  void runs(Running started) {
    running = started;
  }

  @Override
  public Future<Void> event(Event event) {
    if (!over) collected.add(event);
    return Future.succeededFuture();
  }

  @Override
  public void ended(Ended ended) {
    if (over) return;
    over = true;
    onEnd.accept(done(ended));
  }

  private Done done(Ended ended) {
    var author = author(ended);
    var usage = counting.of(ended, author.id(), collected.everything());
    return new Done(
        ended.outcome(), collected.text(), ended.target(), author, usage, ended.attempts());
  }

  private static Target author(Ended ended) {
    return ended.outcome() instanceof Outcome.Finished finished
        ? new Target(ended.target().provider(), finished.model())
        : ended.target();
  }

  /** Hangs up; the answer is what was used until then, where it was still under way. */
  Answer cutShort(Answer first) {
    if (over || running == null) return first;
    over = true;
    running.cancel();
    var done = done(running.cutShort(new Failed(Problem.TIMEOUT, "cut short", false)));
    return first.plus(done.usage(), done.attempts());
  }
}
