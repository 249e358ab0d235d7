package foundry.ai.generate;

import foundry.ai.generate.GenerationsUnderWay.Held;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.meter.Gate;
import foundry.ai.meter.Meter;
import foundry.ai.meter.UsageRecord;
import foundry.ai.meter.UsageRecord.End;
import foundry.ai.prepare.Preparation;
import foundry.ai.prepare.Prepared;
import foundry.ai.prepare.Wishes;
import foundry.ai.provider.Prompt;
import foundry.ai.route.Plan;
import foundry.ai.route.Router;
import foundry.ai.score.Scoring;
import foundry.ai.telemetry.CallSpan;
import foundry.ai.telemetry.Tracing;
import foundry.http.EventStream;
import foundry.http.UniqueId;
import foundry.viewer.Caller;
import foundry.viewer.OrgId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** All answers under way, whatever dialect they were asked in: the one way to a model. */
public final class Generations {
  private final Router router;
  private final Meter meter;
  private final Clock clock;
  private final Tracing tracing;
  private final Gate gate;
  private final GenerationsUnderWay held = new GenerationsUnderWay();
  private final ReplayRoom room = new ReplayRoom();
  private final Preparation preparation;
  private final Finishing.Tools tools;

  /**
   * @param workers for what takes too long for an event loop
   */
  public Generations(
      Router router,
      Meter meter,
      Clock clock,
      Tracing tracing,
      MeterRegistry metrics,
      Preparation preparation,
      Scoring scoring,
      Executor workers) {
    this.router = router;
    this.preparation = preparation;
    this.tools = new Finishing.Tools(router, scoring, preparation.vocabularies(), workers);
    this.meter = meter;
    this.clock = clock;
    this.tracing = tracing;
    metrics.gauge("foundry.ai.resume.characters", room, ReplayRoom::used);
    this.gate = new Gate(meter, metrics, "answers");
  }

  /**
   * What is asked.
   *
   * @param model as the caller named it
   * @param prompt its own model is not read
   * @param deadlineMillis after which what there is is the answer
   * @param continues whether another model may go on where one breaks off
   * @param wishes what is to be done before and after the model answers
   */
  public record Ask(
      Optional<String> model,
      Prompt prompt,
      Optional<Integer> deadlineMillis,
      boolean continues,
      Wishes wishes) {
    public Ask(Optional<String> model, Prompt prompt, Optional<Integer> deadlineMillis) {
      this(model, prompt, deadlineMillis, false, Wishes.NONE);
    }

    public Ask(
        Optional<String> model,
        Prompt prompt,
        Optional<Integer> deadlineMillis,
        boolean continues) {
      this(model, prompt, deadlineMillis, continues, Wishes.NONE);
    }

    Ask with(Prompt other) {
      return new Ask(model, other, deadlineMillis, continues, wishes);
    }
  }

  /** What is known of an answer before its first piece. */
  public record Start(String id, Plan plan) {}

  /**
   * Starts an answer. Call on the event loop of the exchange; what is wrong with the call goes to
   * {@link Exchange#fail}.
   *
   * @param delivery made once it is certain who will be asked; opens the reply, or refuses what
   *     only this provider cannot do
   */
  public void start(Exchange exchange, Ask ask, Function<Start, Delivery> delivery) {
    start(exchange, ask, UnaryOperator.identity(), delivery);
  }

  /**
   * The same.
   *
   * @param able leaves those of a plan who can do what is asked; throws {@link Refused} if nobody
   *     can
   */
  public void start(
      Exchange exchange, Ask ask, UnaryOperator<Plan> able, Function<Start, Delivery> delivery) {
    Gate.Pass pass;
    try {
      pass = gate.enter();
    } catch (Refused e) {
      exchange.fail(e);
      return;
    }
    Future.succeededFuture(ask.model())
        .compose(model -> router.plan(exchange.caller(), model, exchange::header))
        .compose(plan -> preparation.prepare(able.apply(plan), ask.prompt(), ask.wishes()))
        .onSuccess(ready -> run(exchange, ask.with(ready.prompt()), ready, pass, delivery))
        .onFailure(problem -> refuse(exchange, pass, problem));
  }

  private static void refuse(Exchange exchange, Gate.Pass pass, Throwable problem) {
    pass.leave();
    exchange.fail(problem);
  }

  private void run(
      Exchange exchange,
      Ask ask,
      Prepared ready,
      Gate.Pass pass,
      Function<Start, Delivery> delivery) {
    if (exchange.routing().response().closed()) {
      pass.leave();
      return;
    }
    var start = new Start(UniqueId.with("gen_"), ready.plan());
    try {
      begin(exchange, ask, ready, start, pass, delivery.apply(start));
    } catch (Throwable e) {
      refuse(exchange, pass, e); // an error, too, must not leave the caller waiting
    }
  }

  private void begin(
      Exchange exchange, Ask ask, Prepared ready, Start start, Gate.Pass pass, Delivery made) {
    String id = start.id();
    var plan = start.plan();
    var span = span(exchange, ask, plan);
    var generation =
        new Generation(
            exchange.vertx(),
            id,
            plan,
            ask,
            ready,
            made,
            Finishing.of(tools, ready, ask, !made.whole()),
            (answer, end, micros, first) -> {
              pass.leave();
              ended(exchange, ask, span, answer, end, micros, first);
            },
            span);
    if (ask.prompt().streamed()) hold(exchange, id, generation, made);
    exchange.onGone(() -> made.gone(() -> generation.cancel(End.CLIENT_GONE)));
    generation.start(tools);
  }

  private void hold(Exchange exchange, String id, Generation generation, Delivery made) {
    var replay =
        made instanceof StreamDelivery streamed && streamed.events() instanceof Replay kept
            ? Optional.of(kept)
            : Optional.<Replay>empty();
    replay.ifPresent(kept -> kept.stoppedBy(() -> generation.cancel(End.CLIENT_GONE)));
    var loop = exchange.vertx().getOrCreateContext();
    held.put(id, new Held(exchange.caller(), loop, generation, replay));
  }

  Optional<Held> find(String id, Caller caller) {
    return held.find(id, caller);
  }

  /** A sink that keeps what it is sent, as long as there is room. */
  EventSink replayed(Exchange exchange, Start start, EventStream first) {
    Runnable forget = () -> held.forget(start.id());
    return new Replay(exchange.vertx(), exchange.caller().org(), room, first, forget);
  }

  private CallSpan span(Exchange exchange, Ask ask, Plan plan) {
    var target = plan.first();
    return tracing.start(
        exchange.header(Tracing.HEADER),
        "chat",
        target.provider().name(),
        target.model(),
        ask.prompt().streamed());
  }

  private void ended(
      Exchange exchange,
      Ask ask,
      CallSpan span,
      Answer answer,
      End end,
      long durationMicros,
      Optional<Long> firstMicros) {
    held.ended(answer.id());
    var usage =
        new UsageRecord(
            answer.id(),
            clock.instant(),
            exchange.caller(),
            "chat",
            ask.model(),
            answer.provider(),
            answer.model(),
            answer.usage().counted(),
            answer.usage().estimated(),
            answer.usage().billed(),
            end,
            durationMicros,
            firstMicros,
            answer.attempts(),
            ask.prompt().streamed());
    // Where nobody was asked, nothing was used; the metrics of calls count it all the same.
    boolean nobodys = exchange.caller().org().equals(OrgId.NOBODY);
    if (answer.attempts() > 0 && !nobodys) meter.record(usage, span.traceId());
    if (span.wantsContent()) {
      var reason = answer.finishReason().name().toLowerCase(Locale.ROOT);
      span.content(ask.prompt().messages(), Said.in(answer), reason);
    }
    span.end(usage);
  }
}
