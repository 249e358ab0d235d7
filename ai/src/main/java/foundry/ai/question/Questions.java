package foundry.ai.question;

import foundry.ai.http.ErrorCode;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.meter.Meter;
import foundry.ai.meter.UsageRecord;
import foundry.ai.meter.UsageRecord.End;
import foundry.ai.provider.OneQuestionProvider;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.ProviderFailure;
import foundry.ai.route.Offers;
import foundry.ai.route.Offers.Offer;
import foundry.ai.route.OnceMore;
import foundry.ai.route.OnceMore.Answered;
import foundry.ai.telemetry.CallSpan;
import foundry.ai.telemetry.Tracing;
import foundry.http.UniqueId;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks questions of one kind: chooses the model, asks, repeats once, counts what was used. */
public final class Questions<P extends OneQuestionProvider> {
  /** What English text has per token, roughly, in every current tokenizer. */
  private static final int CHARACTERS_PER_TOKEN = 4;

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
      OnceMore onceMore,
      Offers<P> offers,
      Meter meter,
      Clock clock,
      Tracing tracing,
      String operation) {
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
  }

  /**
   * @param model the one that answered, as callers name it
   */
  record Reply<T>(String model, String provider, T answer) {}

  /**
   * How one question is put.
   *
   * @param read what the answer took
   */
  record Ask<P extends OneQuestionProvider, T>(
      Exchange exchange,
      Optional<String> model,
      Function<Offer<P>, Future<T>> question,
      Function<T, Read> read) {}

  Offers<P> offers() {
    return offers;
  }

  /** Fails with {@link Refused}. Call on an event loop. */
  <T> Future<Reply<T>> ask(Ask<P, T> ask) {
    return offers.choose(ask.model()).compose(offer -> ask(ask, offer));
  }

  private <T> Future<Reply<T>> ask(Ask<P, T> ask, Offer<P> offer) {
    long start = System.nanoTime();
    var traceparent = ask.exchange().header(Tracing.HEADER);
    var provider = offer.provider().name();
    var span = tracing.start(traceparent, operation, provider, offer.model(), false);
    var asked = new Asked<>(ask, offer, span, start);
    return onceMore
        .ask(() -> ask.question().apply(offer))
        .map(answered -> answered(asked, answered))
        .recover(problem -> failed(asked, problem));
  }

  /** A question under way. */
  private record Asked<P extends OneQuestionProvider, T>(
      Ask<P, T> ask, Offer<P> offer, CallSpan span, long startNanos) {}

  private <T> Reply<T> answered(Asked<P, T> asked, Answered<T> answered) {
    var offer = asked.offer();
    var read = asked.ask().read().apply(answered.answer());
    record(asked, read, End.DONE, answered.attempts());
    return new Reply<>(offer.id(), offer.provider().name(), answered.answer());
  }

  private <T> Future<Reply<T>> failed(Asked<P, T> asked, Throwable problem) {
    if (!(problem instanceof ProviderFailure failure)) return Future.failedFuture(problem);
    record(asked, new Read(0, false), End.FAILED, 1);
    var failed = failure.failed();
    return failed.problem() == Problem.UNKNOWN_MODEL
        ? offers.refuse(asked.offer().id())
        : Future.failedFuture(refused(failed));
  }

  private void record(Asked<P, ?> asked, Read read, End end, int attempts) {
    var ask = asked.ask();
    var offer = asked.offer();
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
            end,
            TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - asked.startNanos()),
            Optional.empty(),
            attempts,
            false);
    meter.record(usage, asked.span().traceId());
    asked.span().end(usage);
  }

  private static Refused refused(Failed failed) {
    var code =
        switch (failed.problem()) {
          case UNKNOWN_MODEL -> ErrorCode.UNKNOWN_MODEL;
          case REFUSED, TOO_LONG -> ErrorCode.INVALID_INPUT;
          case RATE_LIMITED, QUOTA -> ErrorCode.RATE_LIMITED;
          case TIMEOUT -> ErrorCode.UPSTREAM_TIMEOUT;
          case CREDENTIALS, OVERLOADED, UNREACHABLE, BROKEN -> ErrorCode.UPSTREAM_FAILED;
        };
    return new Refused(code, failed.message());
  }
}
