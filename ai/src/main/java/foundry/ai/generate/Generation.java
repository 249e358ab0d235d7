package foundry.ai.generate;

import foundry.ai.generate.Answer.FinishReason;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.meter.UsageRecord.End;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.TextProvider.Answering;
import foundry.ai.route.Ended;
import foundry.ai.route.Hearer;
import foundry.ai.route.Plan;
import foundry.ai.route.Router;
import foundry.ai.route.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One answer under way: collects it, keeps the deadline, ends once. On one event loop. */
public final class Generation implements Hearer {
  /** Hears of the end, whichever it is, before the one who asked does. */
  interface OnEnd {
    void ended(Answer answer, End end, long durationMicros, Optional<Long> firstMicros);
  }

  private final Vertx vertx;
  private final String id;
  private final Plan plan;
  private final Prompt prompt;
  private final Delivery delivery;
  private final OnEnd onEnd;
  private final long startNanos = System.nanoTime();
  private final Collected collected = new Collected();

  private @Nullable Answering answering;
  private long firstNanos;
  private long deadlineTimer = -1;
  private boolean over;

  Generation(Vertx vertx, String id, Plan plan, Prompt prompt, Delivery delivery, OnEnd onEnd) {
    this.vertx = vertx;
    this.id = id;
    this.plan = plan;
    this.prompt = prompt;
    this.delivery = delivery;
    this.onEnd = onEnd;
  }

  void start(Router router, Optional<Integer> deadlineMillis) {
    if (over) return;
    deadlineMillis.ifPresent(
        millis ->
            deadlineTimer =
                vertx.setTimer(millis, ignored -> cut(FinishReason.DEADLINE, End.DEADLINE)));
    answering = router.answer(plan, prompt, this);
    if (over) answering.cancel();
  }

  @Override
  public Future<Void> event(Event event) {
    if (over) return Future.succeededFuture();
    if (firstNanos == 0) firstNanos = System.nanoTime();
    var taken = delivery.event(collected.add(event), collected.textLength());
    if (collected.full()) cut(FinishReason.LENGTH, End.DONE);
    return taken;
  }

  @Override
  public void ended(Ended ended) {
    if (!stop()) return;
    switch (ended.outcome()) {
      case Finished finished -> {
        var reason = FinishReason.of(finished.reason());
        end(answer(reason, ended, finished.model(), finished.usage(), finished.stop()), End.DONE);
      }
      case Failed failed -> {
        var model = ended.target().model();
        var soFar = answer(FinishReason.ERROR, ended, model, failed.usage(), Optional.empty());
        tell(soFar, End.FAILED);
        delivery.fail(refused(failed), soFar);
      }
    }
  }

  /** The one who asked wants no more, or is gone. */
  public void cancel(End why) {
    if (!stop()) return;
    if (answering != null) answering.cancel();
    tell(cutShort(FinishReason.CANCELLED), why);
  }

  private void cut(FinishReason reason, End why) {
    if (!stop()) return;
    if (answering != null) answering.cancel();
    end(cutShort(reason), why);
  }

  private Answer cutShort(FinishReason reason) {
    var nothing = new Failed(Problem.TIMEOUT, "cut short", false);
    var ended = new Ended(nothing, plan.first(), 1);
    return answer(reason, ended, plan.first().model(), Optional.empty(), Optional.empty());
  }

  private void end(Answer answer, End why) {
    tell(answer, why);
    delivery.end(answer);
  }

  private void tell(Answer answer, End why) {
    long now = System.nanoTime();
    Optional<Long> first =
        firstNanos == 0
            ? Optional.empty()
            : Optional.of(TimeUnit.NANOSECONDS.toMicros(firstNanos - startNanos));
    onEnd.ended(answer, why, TimeUnit.NANOSECONDS.toMicros(now - startNanos), first);
  }

  private boolean stop() {
    if (over) return false;
    over = true;
    if (deadlineTimer >= 0) vertx.cancelTimer(deadlineTimer);
    return true;
  }

  private static Refused refused(Failed failed) {
    var refused = new Refused(code(failed.problem()), failed.message());
    var detailed =
        switch (failed.problem()) {
          case TOO_LONG -> refused.with(Refused.Detail.CONTEXT_TOO_LONG);
          case QUOTA -> refused.with(Refused.Detail.QUOTA);
          case OVERLOADED -> refused.with(Refused.Detail.OVERLOADED);
          default -> refused;
        };
    return detailed.afterRetries(failed.retryAfter());
  }

  private static ErrorCode code(Problem problem) {
    return switch (problem) {
      case UNKNOWN_MODEL -> ErrorCode.UNKNOWN_MODEL;
      case REFUSED, TOO_LONG -> ErrorCode.INVALID_INPUT;
      case RATE_LIMITED, QUOTA -> ErrorCode.RATE_LIMITED;
      case TIMEOUT -> ErrorCode.UPSTREAM_TIMEOUT;
      case CREDENTIALS, OVERLOADED, UNREACHABLE, BROKEN -> ErrorCode.UPSTREAM_FAILED;
    };
  }

  private Answer answer(
      FinishReason reason,
      Ended ended,
      String model,
      Optional<Usage> usage,
      Optional<String> stopSequence) {
    String text = collected.text();
    boolean grounding = prompt.context().isPresent();
    var citations =
        grounding ? Citation.in(text, prompt.context().orElse(List.of())) : List.<Citation>of();
    var provider = ended.target().provider();
    return new Answer(
        id,
        text,
        reason,
        reason != FinishReason.STOP && reason != FinishReason.TOOL_USE,
        new Target(provider, model).id(),
        provider.name(),
        provider.extractive(),
        grounding ? !citations.isEmpty() : null,
        usage
            .map(Answer.Usage::of)
            .orElseGet(() -> Answer.Usage.estimate(prompt.characters(), collected.characters())),
        millis(System.nanoTime()),
        firstNanos == 0 ? null : millis(firstNanos),
        citations,
        collected.toolCalls(),
        collected.refusal(),
        collected.thinking(),
        stopSequence.orElse(null),
        ended.attempts());
  }

  private long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - startNanos);
  }
}
