package foundry.ai.generate;

import foundry.ai.alarm.Alarm;
import foundry.ai.generate.Answer.FinishReason;
import foundry.ai.generate.Generations.Ask;
import foundry.ai.http.Refused;
import foundry.ai.meter.UsageRecord.End;
import foundry.ai.prepare.Prepared;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Prompt;
import foundry.ai.route.Asked;
import foundry.ai.route.Ended;
import foundry.ai.route.Hearer;
import foundry.ai.route.Plan;
import foundry.ai.route.Running;
import foundry.ai.route.Target;
import foundry.ai.telemetry.CallSpan;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One answer under way: collects it, keeps the deadline, ends once. On one event loop. */
public final class Generation implements Hearer {
  /** Hears of the end, whichever it is, before the one who asked does. */
  interface OnEnd {
    void ended(Answer answer, End end, long durationMicros, Optional<Long> firstMicros);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

  private final Vertx vertx;
  private final String id;
  private final Plan plan;
  private final Ask ask;
  private final Prompt prompt;
  private final boolean checked;
  private final Draft draft;
  private final Delivery delivery;
  private final Optional<Finishing> finishing;
  private final OnEnd onEnd;
  private final CallSpan span;

  private @Nullable Running answering;

  /** Whole, but still being looked at. */
  private @Nullable Answer held;

  private Alarm deadlineAlarm = Alarm.NONE;
  private boolean over;
  private boolean told;

  Generation(
      Vertx vertx,
      String id,
      Plan plan,
      Ask ask,
      Prepared prepared,
      Delivery delivery,
      Optional<Finishing> finishing,
      OnEnd onEnd,
      CallSpan span) {
    this.vertx = vertx;
    this.id = id;
    this.plan = plan;
    this.ask = ask;
    this.prompt = prepared.prompt();
    this.checked = prepared.shape().isPresent();
    this.draft = new Draft(id, plan, prepared);
    this.delivery = delivery;
    this.finishing = finishing;
    this.onEnd = onEnd;
    this.span = span;
  }

  void start(Finishing.Tools tools) {
    guarded(() -> begin(tools));
  }

  private void begin(Finishing.Tools tools) {
    if (over) return;
    draft.countedBy(tools.vocabularies());
    var router = tools.router();
    var asked = new Asked(prompt, ask.deadlineMillis(), ask.continues(), checked);
    ask.deadlineMillis()
        .ifPresent(millis -> deadlineAlarm = Alarm.after(vertx, millis, this::tooLate));
    answering = router.answer(plan, asked, this);
    if (over) answering.cancel();
  }

  @Override
  public void speaks(Target target) {
    guarded(() -> delivery.speaks(target));
  }

  @Override
  public Future<Void> event(Event event) {
    if (over) return Future.succeededFuture();
    try {
      var fitting = draft.add(event);
      span.chunk();
      var taken = delivery.event(fitting, draft.textLength());
      if (draft.full()) cut(FinishReason.LENGTH, End.DONE);
      return taken;
    } catch (Throwable e) {
      breakDown(e);
      return Future.succeededFuture();
    }
  }

  @Override
  public String traceparent() {
    return span.traceparent();
  }

  @Override
  public void ended(Ended ended) {
    guarded(() -> end(ended));
  }

  private void end(Ended ended) {
    if (isFinishing(ended) || !stop()) return;
    switch (ended.outcome()) {
      case Finished finished -> end(draft.answer(finished, ended), End.DONE);
      case Failed failed -> {
        var soFar = draft.answer(FinishReason.ERROR, ended);
        tell(soFar, End.FAILED);
        delivery.fail(Refusal.of(ended, failed), soFar);
      }
    }
  }

  /** True if the answer is looked at first; until then it may still be cut or cancelled. */
  private boolean isFinishing(Ended ended) {
    if (over || finishing.isEmpty()) return false;
    if (!(ended.outcome() instanceof Finished finished)) return false;
    var answer = draft.answer(finished, ended);
    held = answer;
    finishing.get().start(plan, ended.target(), answer, this::finished);
    return true;
  }

  private void finished(Finishing.Done done) {
    guarded(() -> end(done));
  }

  private void end(Finishing.Done done) {
    if (!stop()) return;
    switch (done) {
      case Finishing.Done.Fine(var answer) -> end(answer.after(draft.millis()), End.DONE);
      case Finishing.Done.Wrong(var problem, var answer) -> {
        tell(answer, End.FAILED);
        delivery.fail(problem, answer);
      }
    }
  }

  /** The one who asked wants no more, or is gone. */
  public void cancel(End why) {
    if (!stop()) return;
    if (answering != null) answering.cancel();
    guarded(() -> tell(cutShort(FinishReason.CANCELLED), why));
  }

  /** Somebody said that it is enough; whoever reads gets what there is. False if it was over. */
  boolean cancelOnRequest() {
    if (over) return false;
    cut(FinishReason.CANCELLED, End.CANCELLED);
    return true;
  }

  private void tooLate() {
    if (answering != null) answering.tooLate();
    var pending = finishing.flatMap(Finishing::stop);
    if (pending.isPresent()) finished(pending.get());
    else cut(FinishReason.DEADLINE, End.DEADLINE);
  }

  private void cut(FinishReason reason, End why) {
    if (!stop()) return;
    if (answering != null) answering.cancel();
    guarded(() -> end(cutShort(reason), why));
  }

  private Answer cutShort(FinishReason reason) {
    var whole = held;
    if (whole != null) {
      var used = finishing.flatMap(Finishing::stop).map(Finishing.Done::answer).orElse(whole);
      return used.withText(whole.text()).cut(reason);
    }
    return draft.answer(reason, endedNow());
  }

  private Ended endedNow() {
    var nothing = new Failed(Problem.TIMEOUT, "cut short", false);
    if (answering != null) return answering.cutShort(nothing);
    var target = plan.first();
    // The first target may speak before it is known that it was asked.
    if (draft.begun()) return new Ended(nothing, target, 1, 0, List.of(), true);
    return Ended.unasked(nothing, target);
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      breakDown(e);
    }
  }

  /** Whatever was thrown, an error too: the answer ends, once, and is counted. */
  private void breakDown(Throwable problem) {
    LOG.error("answer {} broke down", id, problem);
    stop();
    draft.dropText();
    if (answering != null) answering.cancel();
    var nothing = draft.answer(FinishReason.ERROR, endedNow());
    if (!told) tell(nothing, End.FAILED);
    try {
      delivery.fail(Refused.inside(), nothing);
    } catch (Throwable e) {
      LOG.error("answer {} could not even fail", id, e);
    }
  }

  private void end(Answer answer, End why) {
    tell(answer, why);
    delivery.end(answer);
  }

  private void tell(Answer answer, End why) {
    told = true;
    onEnd.ended(answer, why, draft.micros(), draft.firstMicros());
  }

  private boolean stop() {
    if (over) return false;
    over = true;
    deadlineAlarm.cancel();
    finishing.ifPresent(Finishing::stop);
    return true;
  }
}
