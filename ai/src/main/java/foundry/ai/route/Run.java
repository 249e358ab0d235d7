package foundry.ai.route;

import foundry.ai.alarm.Alarm;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.SchemaInWords;
import foundry.ai.route.AskingOrder.Turn;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One answer: asks as often and as many as it takes, but nobody new after the first word, since
 * nobody could tell a repeated beginning from the answer; unless another target may go on with it.
 * Lives on one event loop.
 */
final class Run implements Running, Leg.Owner {
  private final Desk desk;
  private final Plan plan;
  private final Asked asked;
  private final Hearer hearer;
  private final AskingOrder turns;
  private final @Nullable Continuation continuation;
  private final Patience patience;
  private final List<Leg> legs = new ArrayList<>(1);

  private final Spent spent;

  private @Nullable Leg speaker;
  private Target lastEnded; // the first of all until one has
  private int attempts;
  private boolean passedOver;
  private Alarm totalAlarm = Alarm.NONE;
  private Alarm waitAlarm = Alarm.NONE;
  private Alarm hedgeAlarm = Alarm.NONE;
  private boolean over;

  Run(Desk desk, Plan plan, Asked asked, Hearer hearer) {
    this.desk = desk;
    this.plan = plan;
    this.asked = asked;
    this.hearer = hearer;
    this.turns = new AskingOrder(plan.targets());
    boolean goesOn = asked.continues() || plan.policy().continues();
    this.continuation = goesOn ? Continuation.of(asked.prompt()).orElse(null) : null;
    this.patience = new Patience(desk.ticker(), asked);
    this.lastEnded = plan.first();
    this.spent = new Spent(desk.estimates(), asked.prompt());
  }

  void start() {
    totalAlarm = desk.after(plan.policy().timeouts().totalMillis(), this::tookTooLong);
    next();
    if (speaker == null && legs.size() == 1) considerHedge(legs.getFirst());
  }

  private void next() {
    if (over) return;
    var turn = attempts < plan.policy().attempts() ? turns.next() : Optional.<Turn>empty();
    if (turn.isEmpty()) giveUp();
    else if (turn.get().repeated()) later(turn.get());
    else ask(turn.get());
  }

  private void later(Turn turn) {
    waitAlarm = desk.after(turn.waitMillis(), () -> ask(turn));
  }

  private void ask(Turn turn) {
    if (over) return;
    var entry = desk.tryEnter(turn.target());
    if (entry.isEmpty()) {
      turn.isHopeless();
      passedOver = true;
      next();
    } else if (attempts > 0 && !desk.budget().trySpend()) {
      entry.get().left();
      desk.metrics().budgetExhausted().increment();
      giveUp();
    } else {
      if (attempts > 0) countAgain(turn);
      begin(turn, entry.get());
    }
  }

  private void countAgain(Turn turn) {
    var metrics = desk.metrics();
    (turn.repeated() ? metrics.retries() : metrics.fallbacks()).increment();
    if (continuation != null && continuation.goesOn()) metrics.continuations().increment();
  }

  private void begin(Turn turn, Entry entry) {
    attempts++;
    turn.asked();
    var prompt = promptFor(turn.target().id());
    spent.asked(prompt);
    var leg = new Leg(desk, turn, entry, this, asked.prompt().streamed());
    legs.add(leg);
    leg.start(prompt, plan.policy().timeouts(), patienceMillis());
    if (turn.repeated()) desk.metrics().upstreamCalls().increment();
  }

  /**
   * What a target refuses to be told is left out, and a schema that it cannot hold is put in words:
   * another of the same call may heed both.
   */
  private Prompt promptFor(String id) {
    var abilities = desk.abilities();
    var prompt =
        continuation == null ? asked.prompt() : continuation.prompt(abilities.prefills(id));
    if (asked.tells() && !abilities.holdsSchema(id)) prompt = SchemaInWords.told(prompt);
    return prompt.sampling().drawn() && abilities.drawsByItself(id)
        ? prompt.withSampling(prompt.sampling().undrawn())
        : prompt;
  }

  private long patienceMillis() {
    boolean last = attempts >= plan.policy().attempts();
    if (last) return Patience.ENDLESS;
    return turns.fresh().isPresent() ? patience.forAnother() : patience.forRepeat(attempts + 1);
  }

  private void considerHedge(Leg first) {
    var hedge = plan.policy().hedge();
    if (hedge.isEmpty() || turns.fresh().isEmpty()) return;
    var delay = hedge.get().afterMillis().map(Integer::longValue);
    delay
        .or(() -> first.entry().health().p95Millis())
        .ifPresent(millis -> hedgeAlarm = desk.after(millis, this::hedge));
  }

  private void hedge() {
    if (over || speaker != null || legs.size() != 1) return;
    if (attempts >= plan.policy().attempts()) return;
    var turn = turns.fresh();
    var entry = turn.flatMap(fresh -> desk.tryEnter(fresh.target()));
    if (turn.isEmpty() || entry.isEmpty()) return;
    if (!desk.budget().trySpend()) {
      entry.get().left();
      return;
    }
    desk.metrics().hedges().increment();
    begin(turn.get(), entry.get());
  }

  @Override
  public void speaks(Leg leg) {
    speaker = leg;
    hedgeAlarm.cancel();
    legs.remove(leg);
    lose();
    legs.add(leg);
    hearer.speaks(leg.target());
  }

  @Override
  public Future<Void> said(Event event) {
    if (continuation == null) return hearer.event(event);
    return continuation.heard(event).map(hearer::event).orElseGet(Future::succeededFuture);
  }

  @Override
  public String traceparent() {
    return hearer.traceparent();
  }

  @Override
  public void ended(Leg leg, Outcome outcome) {
    legs.remove(leg);
    switch (outcome) {
      case Finished _ -> finished(leg, outcome);
      case Failed failed -> failed(leg, failed);
    }
  }

  private void finished(Leg leg, Outcome outcome) {
    lose();
    lastEnded = leg.target();
    if (continuation != null) continuation.rest().ifPresent(hearer::event);
    end(outcome, true);
  }

  /** Somebody else answers. */
  private void lose() {
    spent.settle();
    for (var other : legs) {
      other.cancel();
      spent.hungUp(other.target());
    }
    legs.clear();
  }

  private void failed(Leg leg, Failed failed) {
    if (failed.problem() == Problem.UNSUPPORTED) {
      unasked(leg, failed);
      return;
    }
    lastEnded = leg.target();
    spent.failed(lastEnded, failed);
    remember(leg.turn(), failed);
    if (leg == speaker) {
      if (continuation == null || !continuation.possible(failed)) end(failed, true);
      else goOn(continuation, failed);
    } else if (legs.isEmpty()) {
      if (failed.problem() == Problem.REFUSED) end(failed, false);
      else next();
    }
  }

  /** Nothing was sent: another may be able to, and what failed before is what the caller hears. */
  private void unasked(Leg leg, Failed failed) {
    attempts--;
    leg.turn().wasNotAsked();
    if (spent.lastFailure().isEmpty()) lastEnded = leg.target();
    spent.unasked(failed);
    if (legs.isEmpty()) next();
  }

  private void goOn(Continuation broken, Failed failed) {
    broken.rest().ifPresent(hearer::event);
    spent.brokeOff(lastEnded, failed, broken.brokeOff());
    speaker = null;
    turns.onlyWriters();
    next();
  }

  /** A target that cannot serve this call is not asked again; another one may. */
  private void remember(Turn turn, Failed failed) {
    var wait = Backoff.before(attempts + 1, failed.retryAfter());
    if (!failed.retryable() || wait.isEmpty() || wait.get().toMillis() >= patience.leftMillis()) {
      turn.isHopeless();
    } else {
      turn.mayBeAskedAfter(wait.get().toMillis());
    }
  }

  private void giveUp() {
    if (!legs.isEmpty()) return;
    var failure = spent.lastFailure().filter(last -> attempts > 0 || !passedOver);
    if (failure.isPresent()) {
      if (spent.settled()) end(failure.get().counted(), false);
      else end(failure.get(), Spent.mayHaveRead(failure.get()));
      return;
    }
    desk.metrics().refusedBusy().increment();
    var wait = desk.healths().of(plan.first()).untilAsked();
    String message = "every model that may answer is failing or busy; come again";
    end(
        new Failed(
            Problem.OVERLOADED, message, true, Optional.of(wait.plusSeconds(1)), Optional.empty()),
        false);
  }

  private void tookTooLong() {
    leave(Leg::tooLate);
    end(new Failed(Problem.TIMEOUT, "the answer took too long altogether", false), !legs.isEmpty());
  }

  private void end(Outcome outcome, boolean open) {
    if (stop()) hearer.ended(ended(outcome, open));
  }

  private Ended ended(Outcome outcome, boolean open) {
    return new Ended(outcome, target(), attempts, turns.fallbacks(), spent.askings(), open);
  }

  /** Who speaks, else the last of those at work, else the last that was. */
  private Target target() {
    if (speaker != null) return speaker.target();
    return legs.isEmpty() ? lastEnded : legs.getLast().target();
  }

  /** Nobody waits for those who are still at it; one of them makes the end of the call. */
  private void leave(Consumer<Leg> how) {
    spent.settle();
    legs.forEach(how);
    for (var leg : legs) if (leg != legs.getLast()) spent.hungUp(leg.target());
  }

  private boolean stop() {
    if (over) return false;
    over = true;
    totalAlarm.cancel();
    waitAlarm.cancel();
    hedgeAlarm.cancel();
    return true;
  }

  @Override
  public void cancel() {
    if (stop()) leave(Leg::cancel);
  }

  @Override
  public void tooLate() {
    if (stop()) leave(Leg::tooLate);
  }

  @Override
  public Ended cutShort(Outcome outcome) {
    return ended(outcome, !legs.isEmpty());
  }
}
