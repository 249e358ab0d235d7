package foundry.ai.question;

import foundry.ai.generate.Refusal;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.meter.Gate;
import foundry.ai.meter.Meter;
import foundry.ai.meter.UsageRecord;
import foundry.ai.meter.UsageRecord.End;
import foundry.ai.provider.OneQuestionProvider;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.ProviderFailure;
import foundry.ai.provider.Wanted;
import foundry.ai.route.Offers;
import foundry.ai.route.Offers.Offer;
import foundry.ai.route.OnceMore;
import foundry.ai.telemetry.CallSpan;
import foundry.ai.telemetry.Tracing;
import foundry.http.UniqueId;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks questions of one kind: chooses the model, asks, repeats once, counts what was used. */
public final class Questions<P extends OneQuestionProvider> {
  /** What English text has per token, roughly, in every current tokenizer. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final Gate gate;
  private final OnceMore onceMore;
  private final Offers<P> offers;
  private final Meter meter;
  private final Clock clock;
  private final Tracing tracing;
  private final String operation;

  /**
   * @param operation as {@link UsageRecord} names it
   */
  public Questions(
      Gate gate,
      OnceMore onceMore,
      Offers<P> offers,
      Meter meter,
      Clock clock,
      Tracing tracing,
      String operation) {
    this.gate = gate;
    this.onceMore = onceMore;
    this.offers = offers;
    this.meter = meter;
    this.clock = clock;
    this.tracing = tracing;
    this.operation = operation;
  }

  /**
   * Tokens that went in.
   *
   * @param estimated whether the number is ours, since the provider gave none
   */
  public record Read(int tokens, boolean estimated) {
    static Read estimate(List<String> texts) {
      int characters = texts.stream().mapToInt(String::length).sum();
      return new Read((characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN, true);
    }

    static Read of(Optional<Integer> counted, List<String> texts) {
      return counted.map(tokens -> new Read(tokens, false)).orElseGet(() -> estimate(texts));
    }

    /** What a part of it took, roughly. */
    Read share(double part) {
      return new Read((int) Math.ceil(tokens * part), true);
    }
  }

  /**
   * @param model the one that answered, as callers name it
   */
  record Reply<T>(String model, String provider, T answer) {}

  /**
   * How one question is put.
   *
   * @param parts of it, for this model
   * @param joined one answer made of those to the parts
   * @param read what the answer took
   * @param whole what all of it takes, if nobody waits for the answer
   */
  record Ask<P extends OneQuestionProvider, T>(
      Exchange exchange,
      Optional<String> model,
      BiFunction<Offer<P>, Wanted, List<Supplier<Future<T>>>> parts,
      Function<List<T>, T> joined,
      Function<T, Read> read,
      Read whole) {}

  Offers<P> offers() {
    return offers;
  }

  /** Fails with {@link Refused}. Call on an event loop. */
  <T> Future<Reply<T>> ask(Ask<P, T> ask) {
    Gate.Pass pass;
    try {
      pass = gate.enter();
    } catch (Refused e) {
      return Future.failedFuture(e);
    }
    return Future.succeededFuture(ask.model())
        .compose(offers::choose)
        .compose(offer -> ask(ask, offer))
        .onComplete(ignored -> pass.leave());
  }

  /** A question under way. */
  private record Asked<P extends OneQuestionProvider, T>(
      Ask<P, T> ask,
      Offer<P> offer,
      Wanted wanted,
      Parts<T> parts,
      CallSpan span,
      long startNanos) {}

  private <T> Future<Reply<T>> ask(Ask<P, T> ask, Offer<P> offer) {
    long start = System.nanoTime();
    var wanted = new Wanted();
    ask.exchange().onGone(wanted::gone);
    if (wanted.isGone()) return Future.failedFuture(Wanted.nobodyWaits());
    var traceparent = ask.exchange().header(Tracing.HEADER);
    var provider = offer.provider().name();
    var span = tracing.start(traceparent, operation, provider, offer.model(), false);
    var parts = new Parts<>(onceMore, ask.parts().apply(offer, wanted), wanted);
    var asked = new Asked<>(ask, offer, wanted, parts, span, start);
    return parts
        .ask()
        .map(answers -> answered(asked, answers))
        .recover(problem -> failed(asked, problem));
  }

  private <T> Reply<T> answered(Asked<P, T> asked, List<T> answers) {
    var offer = asked.offer();
    T answer = asked.ask().joined().apply(answers);
    record(asked, asked.ask().read().apply(answer), End.DONE);
    return new Reply<>(offer.id(), offer.provider().name(), answer);
  }

  /** What the provider did answer of it was used all the same. */
  private <T> Future<Reply<T>> failed(Asked<P, T> asked, Throwable problem) {
    if (!(problem instanceof ProviderFailure failure)) return Future.failedFuture(problem);
    var failed = failure.failed();
    record(asked, read(asked, failed.problem()), End.FAILED);
    return failed.problem() == Problem.UNKNOWN_MODEL
        ? offers.refuse(asked.offer().id())
        : Future.failedFuture(Refusal.refused(failed));
  }

  /** Nothing says what was used where we hung up, on whoever's account. */
  private <T> Read read(Asked<P, T> asked, Problem problem) {
    var ask = asked.ask();
    var parts = asked.parts();
    boolean hungUp = asked.wanted().isGone() || problem == Problem.TIMEOUT;
    if (hungUp) return ask.whole().share(parts.begun());
    var answers = parts.answered();
    return answers.isEmpty() ? new Read(0, false) : ask.read().apply(ask.joined().apply(answers));
  }

  private void record(Asked<P, ?> asked, Read read, End end) {
    var ask = asked.ask();
    var offer = asked.offer();
    boolean gone = ask.exchange().routing().response().closed();
    var usage =
        new UsageRecord(
            UniqueId.with("q_"),
            clock.instant(),
            ask.exchange().caller(),
            operation,
            ask.model(),
            offer.provider().name(),
            offer.id(),
            new Usage(read.tokens(), 0),
            read.estimated(),
            List.of(),
            gone ? End.CLIENT_GONE : end,
            TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - asked.startNanos()),
            Optional.empty(),
            asked.parts().attempts(),
            false);
    meter.record(usage, asked.span().traceId());
    asked.span().end(usage);
  }
}
