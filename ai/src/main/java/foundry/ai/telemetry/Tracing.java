package foundry.ai.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Traces of calls, sent to a collector if there is one. Without, a caller's trace is still passed
 * on to the provider.
 */
public final class Tracing implements AutoCloseable {
  /** By which a trace goes from service to service. */
  public static final String HEADER = Traceparent.HEADER;

  /** What operators see of a call before it is over. */
  record Call(String operation, String provider, String model, boolean streamed) {}

  private final @Nullable Collector collector;
  private final boolean content;
  private final Pseudonyms pseudonyms;
  private final Map<String, String> providerNames;
  private final MeterRegistry metrics;
  private final Map<Series.Key, Timer> chunkTimes = new ConcurrentHashMap<>();

  private Tracing(
      @Nullable Collector collector,
      boolean content,
      Pseudonyms pseudonyms,
      Map<String, String> providerNames,
      MeterRegistry metrics) {
    this.collector = collector;
    this.content = content;
    this.pseudonyms = pseudonyms;
    this.providerNames = Map.copyOf(providerNames);
    this.metrics = metrics;
  }

  /**
   * @param providerNames of ours to OpenTelemetry's
   */
  public static Tracing to(
      TelemetrySettings settings,
      Vertx vertx,
      Pseudonyms pseudonyms,
      Map<String, String> providerNames,
      MeterRegistry metrics) {
    var collector =
        settings.collector().map(url -> new Collector(vertx, url, settings.headers(), metrics));
    return new Tracing(
        collector.orElse(null), settings.content(), pseudonyms, providerNames, metrics);
  }

  /**
   * A call to a model begins.
   *
   * @param traceparent as the caller sent it; empty if it did not
   * @param provider as we name it
   * @param model as the provider names it
   */
  public CallSpan start(
      String traceparent, String operation, String provider, String model, boolean streamed) {
    var name = providerNames.getOrDefault(provider, provider);
    var call = new Call(operation, name, model, streamed);
    var caller = Traceparent.parse(traceparent);
    boolean wanted = collector != null && caller.map(Traceparent::sampled).orElse(true);
    if (!wanted) return new CallSpan(this, call, caller, Optional.empty(), false);
    var own = caller.map(Traceparent::child).orElseGet(Traceparent::fresh);
    return new CallSpan(this, call, Optional.of(own), caller, true);
  }

  void ended(Consumer<SpanBytes> span) {
    if (collector != null) collector.add(span);
  }

  boolean content() {
    return content;
  }

  Pseudonyms pseudonyms() {
    return pseudonyms;
  }

  /** From one piece of an answer to the next. */
  Timer chunkTime(Call call) {
    var key = new Series.Key(call.operation(), call.provider(), call.model(), "");
    var known = chunkTimes.get(key);
    if (known != null) return known;
    boolean full = chunkTimes.size() >= Series.COUNT_MAX;
    return chunkTimes.computeIfAbsent(
        full ? key.ofOtherModel() : key, made -> Series.timer(GenAi.CHUNK_TIME, made, metrics));
  }

  /** Sends what there is. */
  @Override
  public void close() {
    if (collector != null) collector.close();
  }
}
