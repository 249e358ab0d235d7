package foundry.ai.generate;

import foundry.ai.generate.Answer.FinishReason;
import foundry.ai.generate.Generations.Ask;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.http.Refused.Detail;
import foundry.ai.meter.UsageRecord.End;
import foundry.ai.prepare.Prepared;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Prompt;
import foundry.ai.route.Asked;
import foundry.ai.route.Ended;
import foundry.ai.route.Hearer;
import foundry.ai.route.Plan;
import foundry.ai.route.Running;
import foundry.ai.route.Target;
import foundry.ai.telemetry.CallSpan;
import foundry.ai.token.Family;
import foundry.ai.token.PromptTokens;
import foundry.ai.token.Tokenizers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
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
  private final Ask ask;
  private final Prompt prompt;
  private final Prepared prepared;
  private final Delivery delivery;
  private final Optional<Finishing> finishing;
  private final OnEnd onEnd;
  private final CallSpan span;
  private final long startNanos = System.nanoTime();
  private final Collected collected = new Collected();

  private @Nullable Running answering;
  private @Nullable Tokenizers tokenizers;

  /** Whole, but still being looked at. */
  private @Nullable Answer held;

  private long firstNanos;
  private long deadlineTimer = -1;
  private boolean over;

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
    this.prepared = prepared;
    this.delivery = delivery;
    this.finishing = finishing;
    this.onEnd = onEnd;
    this.span = span;
  }

  void start(Finishing.Tools tools) {
    if (over) return;
    tokenizers = tools.tokenizers();
    var router = tools.router();
    ask.deadlineMillis()
        .ifPresent(millis -> deadlineTimer = vertx.setTimer(millis, ignored -> tooLate()));
    answering = router.answer(plan, new Asked(prompt, ask.deadlineMillis(), ask.continues()), this);
    if (over) answering.cancel();
  }

  @Override
  public Future<Void> event(Event event) {
    if (over) return Future.succeededFuture();
    if (firstNanos == 0) firstNanos = System.nanoTime();
    span.chunk();
    var taken = delivery.event(collected.add(event), collected.textLength());
    if (collected.full()) cut(FinishReason.LENGTH, End.DONE);
    return taken;
  }

  @Override
  public String traceparent() {
    return span.traceparent();
  }

  @Override
  public void ended(Ended ended) {
    if (isFinishing(ended) || !stop()) return;
    switch (ended.outcome()) {
      case Finished finished -> {
        var reason = FinishReason.of(finished.reason());
        end(answer(reason, ended, finished.model(), finished.usage(), finished.stop()), End.DONE);
      }
      case Failed failed -> {
        var model = ended.target().model();
        var soFar = answer(FinishReason.ERROR, ended, model, failed.usage(), Optional.empty());
        tell(soFar, End.FAILED);
        delivery.fail(ended.attempts() == 0 ? busy(failed) : refused(failed), soFar);
      }
    }
  }

  /** True if the answer is looked at first; until then it may still be cut or cancelled. */
  private boolean isFinishing(Ended ended) {
    if (over || finishing.isEmpty()) return false;
    if (!(ended.outcome() instanceof Finished finished)) return false;
    var reason = FinishReason.of(finished.reason());
    var answer = answer(reason, ended, finished.model(), finished.usage(), finished.stop());
    held = answer;
    finishing.get().start(plan, answer, this::finished);
    return true;
  }

  private void finished(Finishing.Done done) {
    if (!stop()) return;
    switch (done) {
      case Finishing.Done.Fine(var answer) ->
          end(answer.after(millis(System.nanoTime())), End.DONE);
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
    tell(cutShort(FinishReason.CANCELLED), why);
  }

  /** Somebody said that it is enough; whoever reads gets what there is. False if it was over. */
  boolean cancelOnRequest() {
    if (over) return false;
    cut(FinishReason.CANCELLED, End.CANCELLED);
    return true;
  }

  private void tooLate() {
    if (answering != null) answering.tooLate();
    var pending = finishing.flatMap(Finishing::pending);
    if (pending.isPresent()) finished(pending.get());
    else cut(FinishReason.DEADLINE, End.DEADLINE);
  }

  private void cut(FinishReason reason, End why) {
    if (!stop()) return;
    if (answering != null) answering.cancel();
    end(cutShort(reason), why);
  }

  private Answer cutShort(FinishReason reason) {
    if (held != null) return held.cut(reason);
    var nothing = new Failed(Problem.TIMEOUT, "cut short", false);
    var running = answering;
    var ended =
        running == null
            ? new Ended(nothing, plan.first(), 1, 0, Optional.empty())
            : new Ended(
                nothing,
                running.target(),
                running.attempts(),
                running.fallbacks(),
                running.before());
    return answer(reason, ended, ended.target().model(), Optional.empty(), Optional.empty());
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
    finishing.ifPresent(Finishing::cancel);
    return true;
  }

  private static Refused busy(Failed failed) {
    var wait = failed.retryAfter().orElse(Duration.ofSeconds(1));
    return new Refused(ErrorCode.UNAVAILABLE, failed.message()).comeAgainAfter(wait);
  }

  /** What the one who asked may know of a provider's failure. */
  public static Refused refused(Failed failed) {
    var refused = new Refused(code(failed.problem()), failed.message());
    return switch (failed.problem()) {
      case TOO_LONG -> refused.afterRetries(failed.retryAfter()).with(Detail.CONTEXT_TOO_LONG);
      case QUOTA -> refused.afterRetries(failed.retryAfter()).with(Detail.QUOTA);
      case OVERLOADED -> refused.afterRetries(failed.retryAfter()).with(Detail.OVERLOADED);
      case UNKNOWN_MODEL, REFUSED, RATE_LIMITED, CREDENTIALS, UNREACHABLE, TIMEOUT, BROKEN ->
          refused.afterRetries(failed.retryAfter());
    };
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
        usage(usage, ended.before()),
        millis(System.nanoTime()),
        firstNanos == 0 ? null : millis(firstNanos),
        citations,
        collected.toolCalls(),
        collected.refusal(),
        collected.thinking(),
        stopSequence.orElse(null),
        ended.attempts(),
        ended.fallbacks(),
        plan.route().orElse(null),
        null,
        prepared.leftOut().orElse(null),
        null);
  }

  /** What broke off on the way counts as well; the text of all is counted once. */
  private Answer.Usage usage(Optional<Usage> counted, Optional<Usage> before) {
    if (counted.isPresent()) {
      var last = Answer.Usage.of(counted.get());
      return before.map(last::plusEstimate).orElse(last);
    }
    var all = estimate();
    return before.map(used -> all.plusEstimate(new Usage(used.input(), 0))).orElse(all);
  }

  private Answer.Usage estimate() {
    if (tokenizers == null) return Answer.Usage.estimate(0, 0);
    var family = Family.of(plan.first().model());
    var tokenizer = tokenizers.of(family);
    return Answer.Usage.estimate(
        PromptTokens.quick(prompt, family, tokenizer), tokenizer.quick(collected.everything()));
  }

  private long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - startNanos);
  }
}
