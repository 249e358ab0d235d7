package foundry.ai.telemetry;

import foundry.ai.catalogue.OwnNames;
import foundry.ai.meter.Cost;
import foundry.ai.meter.Meter;
import foundry.ai.meter.UsageRecord;
import foundry.ai.meter.UsageRecord.End;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Counts calls and tells operators of them: measurements of all, a warning of each that failed. */
public final class Observed implements Meter {
  private static final Logger LOG = LoggerFactory.getLogger("foundry.ai.calls");

  private final Meter meter;
  private final OwnNames names;
  private final MeterRegistry metrics;
  private final Pseudonyms pseudonyms;
  private final Map<String, String> providerNames;
  private final Map<Series.Key, Series> series = new ConcurrentHashMap<>();

  /**
   * @param providerNames of ours to OpenTelemetry's
   */
  public Observed(
      Meter meter,
      OwnNames names,
      MeterRegistry metrics,
      Pseudonyms pseudonyms,
      Map<String, String> providerNames) {
    this.meter = meter;
    this.names = names;
    this.metrics = metrics;
    this.pseudonyms = pseudonyms;
    this.providerNames = Map.copyOf(providerNames);
  }

  @Override
  public boolean accepts() {
    return meter.accepts();
  }

  @Override
  public void record(UsageRecord usage) {
    record(usage, "");
  }

  @Override
  public void record(UsageRecord usage, String traceId) {
    meter.record(usage);
    series(usage).record(usage, Cost.of(usage, names.catalogue()));
    log(usage, traceId);
  }

  private Series series(UsageRecord usage) {
    String error = Series.errorType(usage);
    String provider = providerNames.getOrDefault(usage.provider(), usage.provider());
    // What a caller typed as a name is nobody else's to read.
    var model = names.shown(usage.model());
    var key = new Series.Key(usage.operation(), provider, model.orElse(""), error);
    var known = series.get(model.isEmpty() ? key.ofOtherModel() : key);
    if (known != null) return known;
    boolean other = model.isEmpty() || series.size() >= Series.COUNT_MAX;
    return series.computeIfAbsent(
        other ? key.ofOtherModel() : key, made -> Series.of(made, metrics));
  }

  private void log(UsageRecord usage, String traceId) {
    var level = usage.end() == End.FAILED ? Level.WARN : Level.DEBUG;
    if (!LOG.isEnabledForLevel(level)) return;
    var caller = usage.caller();
    LOG.atLevel(level)
        .addKeyValue("request_id", caller.requestId())
        .addKeyValue("trace_id", traceId)
        .addKeyValue("tenant", pseudonyms.of(caller.org().value()))
        .addKeyValue("user", pseudonyms.of(caller.user().value()))
        .addKeyValue("call", usage.id())
        .addKeyValue("model", usage.model())
        .addKeyValue("end", usage.end())
        .addKeyValue("attempts", usage.attempts())
        .addKeyValue("duration_ms", usage.durationMicros() / 1_000)
        .addKeyValue("input_tokens", usage.usage().input())
        .addKeyValue("output_tokens", usage.usage().output())
        .log("{} of {}: {}", usage.operation(), usage.model(), usage.end());
  }
}
