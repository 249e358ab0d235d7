package foundry.ai.route;

import foundry.ai.Limits;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Prompt;
import foundry.ai.route.Turns.Turn;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
  private final Turns turns;
  private final @Nullable Continuation continuation;
  private final long startNanos;
  private final List<Leg> legs = new ArrayList<>(1);

  private @Nullable Leg speaker;
  private @Nullable Failed lastFailure;
  private Target lastAsked;
  private Prompt lastPrompt;
  private int attempts;
  private long totalTimer = Timers.NONE;
  private long waitTimer = Timers.NONE;
  private long hedgeTimer = Timers.NONE;
  private boolean over;

  Run(Desk desk, Plan plan, Asked asked, Hearer hearer) {
    this.desk = desk;
    this.plan = plan;
    this.asked = asked;
    this.hearer = hearer;
    this.turns = new Turns(plan.targets());
    boolean goesOn = asked.continues() || plan.policy().continues();
    this.continuation = goesOn ? Continuation.of(asked.prompt()).orElse(null) : null;
    this.startNanos = desk.ticker().nanos();
    this.lastAsked = plan.first();
    this.lastPrompt = asked.prompt();
  }

  void start() {
    desk.budget().call();
    totalTimer = desk.timers().after(plan.policy().timeouts().totalMillis(), this::tookTooLong);
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
    waitTimer = desk.timers().after(turn.waitMillis(), () -> ask(turn));
  }

  private void ask(Turn turn) {
    if (over) return;
    var entry = desk.tryEnter(turn.target());
    if (entry.isEmpty()) {
      turn.isHopeless();
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
    if (before().isPresent()) metrics.continuations().increment();
  }

  private void begin(Turn turn, Entry entry) {
    attempts++;
    turn.asked();
    desk.metrics().upstreamCalls().increment();
    lastAsked = turn.target();
    lastPrompt =
        continuation == null
            ? asked.prompt()
            : continuation.prompt(desk.prefills().test(turn.target().id()));
    var leg = new Leg(desk, turn, entry, this, asked.prompt().streamed());
    legs.add(leg);
    leg.start(lastPrompt, plan.policy().timeouts(), patienceMillis());
  }

  /** Half of what is left, as long as another attempt fits into the other half. */
  private long patienceMillis() {
    boolean last = attempts >= plan.policy().attempts();
    boolean other = turns.fresh().isPresent();
    if (last || asked.deadlineMillis().isEmpty()) return Long.MAX_VALUE;
    if (!other && !asked.prompt().streamed()) return Long.MAX_VALUE;
    long half = leftMillis() / 2;
    long needed = other ? Limits.PATIENCE_MILLIS_MIN : 2 * Backoff.millisMax(attempts + 1);
    return half < needed ? Long.MAX_VALUE : half;
  }

  private long leftMillis() {
    if (asked.deadlineMillis().isEmpty()) return Long.MAX_VALUE;
    long gone = TimeUnit.NANOSECONDS.toMillis(desk.ticker().nanos() - startNanos);
    return asked.deadlineMillis().get() - gone;
  }

  private void considerHedge(Leg first) {
    var hedge = plan.policy().hedge();
    if (hedge.isEmpty() || turns.fresh().isEmpty()) return;
    var delay = hedge.get().afterMillis().map(Integer::longValue);
    delay
        .or(() -> first.entry().health().p95Millis())
        .ifPresent(millis -> hedgeTimer = desk.timers().after(millis, this::hedge));
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
    desk.timers().cancel(hedgeTimer);
    for (var other : List.copyOf(legs)) if (other != leg) other.cancel();
    legs.clear();
    legs.add(leg);
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
    for (var other : List.copyOf(legs)) other.cancel();
    lastAsked = leg.target();
    if (continuation != null) continuation.rest().ifPresent(hearer::event);
    end(outcome);
  }

  private void failed(Leg leg, Failed failed) {
    lastFailure = failed;
    remember(leg.turn(), failed);
    if (leg == speaker) {
      if (continuation == null || !continuation.possible(failed)) end(failed);
      else goOn(continuation, failed);
    } else if (legs.isEmpty()) {
      if (failed.problem() == Problem.REFUSED) end(failed);
      else next();
    }
  }

  private void goOn(Continuation broken, Failed failed) {
    broken.rest().ifPresent(hearer::event);
    broken.brokeOff(failed, lastPrompt);
    speaker = null;
    turns.onlyWriters();
    next();
  }

  /** A target that cannot serve this call is not asked again; another one may. */
  private void remember(Turn turn, Failed failed) {
    var wait = Backoff.before(attempts + 1, failed.retryAfter());
    if (!failed.retryable() || wait.isEmpty() || wait.get().toMillis() >= leftMillis()) {
      turn.isHopeless();
    } else {
      turn.mayBeAskedAfter(wait.get().toMillis());
    }
  }

  private void giveUp() {
    if (!legs.isEmpty()) return;
    if (lastFailure != null) {
      end(lastFailure);
      return;
    }
    var wait = desk.healths().of(plan.first()).untilAsked();
    String message = "every model that may answer is failing or busy; come again";
    end(
        new Failed(
            Problem.OVERLOADED, message, true, Optional.of(wait.plusSeconds(1)), Optional.empty()));
  }

  private void tookTooLong() {
    for (var leg : List.copyOf(legs)) leg.tooLate();
    end(new Failed(Problem.TIMEOUT, "the answer took too long altogether", false));
  }

  private void end(Outcome outcome) {
    if (stop()) hearer.ended(new Ended(outcome, target(), attempts, fallbacks(), before()));
  }

  private boolean stop() {
    if (over) return false;
    over = true;
    desk.timers().cancel(totalTimer);
    desk.timers().cancel(waitTimer);
    desk.timers().cancel(hedgeTimer);
    return true;
  }

  @Override
  public void cancel() {
    if (stop()) for (var leg : List.copyOf(legs)) leg.cancel();
  }

  @Override
  public void tooLate() {
    if (stop()) for (var leg : List.copyOf(legs)) leg.tooLate();
  }

  @Override
  public Target target() {
    return speaker == null ? lastAsked : speaker.target();
  }

  @Override
  public int attempts() {
    return attempts;
  }

  @Override
  public int fallbacks() {
    return turns.fallbacks();
  }

  @Override
  public Optional<Usage> before() {
    return continuation == null ? Optional.empty() : continuation.before();
  }
}
