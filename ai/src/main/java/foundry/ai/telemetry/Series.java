package foundry.ai.telemetry;

import foundry.ai.meter.Cost;
import foundry.ai.meter.UsageRecord;
import foundry.ai.meter.UsageRecord.End;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The measurements of all calls that have operation, provider, model and end in common. */
record Series(
    Timer duration,
    Timer firstChunk,
    DistributionSummary input,
    DistributionSummary output,
    DistributionSummary tokensPerSecond,
    Counter cost) {
  /** Names of models come from outside: beyond so many, they count together. */
  static final int COUNT_MAX = 500;

  private static final String OTHER = "other";
  private static final long MICROS = 1_000_000;

  /**
   * @param error empty for calls that were done
   */
  record Key(String operation, String provider, String model, String error) {
    Key ofOtherModel() {
      return new Key(operation, provider, OTHER, error);
    }

    Tags tags() {
      return Tags.of(
          GenAi.OPERATION.name(), operation,
          GenAi.PROVIDER.name(), provider,
          GenAi.REQUEST_MODEL.name(), model,
          GenAi.ERROR_TYPE.name(), error);
    }
  }

  static Series of(Key key, MeterRegistry metrics) {
    return new Series(
        timer(GenAi.DURATION, key, metrics),
        timer(GenAi.FIRST_CHUNK, key, metrics),
        tokens("input", key, metrics),
        tokens("output", key, metrics),
        DistributionSummary.builder(GenAi.TOKENS_PER_SECOND).tags(key.tags()).register(metrics),
        Counter.builder(GenAi.COST).tags(key.tags()).baseUnit("usd").register(metrics));
  }

  static Timer timer(String name, Key key, MeterRegistry metrics) {
    var buckets = new Duration[GenAi.DURATION_BUCKETS];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = Duration.ofMillis(GenAi.DURATION_FIRST_MILLIS << i);
    }
    return Timer.builder(name).tags(key.tags()).serviceLevelObjectives(buckets).register(metrics);
  }

  private static DistributionSummary tokens(String type, Key key, MeterRegistry metrics) {
    return DistributionSummary.builder(GenAi.TOKEN_USAGE)
        .tags(key.tags().and(GenAi.TOKEN_TYPE, type))
        .serviceLevelObjectives(GenAi.TOKEN_BUCKETS)
        .register(metrics);
  }

  /** Guesses are no measurements: estimated tokens are left out. */
  void record(UsageRecord usage, Optional<Cost> paid) {
    duration.record(usage.durationMicros(), TimeUnit.MICROSECONDS);
    if (usage.streamed() && usage.firstTextMicros().isPresent()) {
      firstChunk.record(usage.firstTextMicros().get(), TimeUnit.MICROSECONDS);
    }
    if (!usage.estimated()) {
      input.record(usage.usage().input());
      output.record(usage.usage().output());
      if (usage.durationMicros() > 0) {
        tokensPerSecond.record((double) usage.usage().output() * MICROS / usage.durationMicros());
      }
    }
    paid.ifPresent(cost -> this.cost.increment(cost.amount().doubleValue()));
  }

  /** Empty if the call was done. */
  static String errorType(UsageRecord usage) {
    return usage.end() == End.DONE ? "" : usage.end().name().toLowerCase(Locale.ROOT);
  }
}
