package foundry.ai.telemetry;

import foundry.ai.catalogue.OwnNames;
import foundry.telemetry.SpanKind;
import foundry.telemetry.Traceparent;
import foundry.telemetry.Tracer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Traces of calls, sent to a collector if there is one. Without, a caller's trace is still passed
 * on to the provider.
 */
public final class Tracing implements AutoCloseable {
  /** By which a trace goes from service to service. */
  public static final String HEADER = Traceparent.HEADER;

  /**
   * What operators see of a call before it is over.
   *
   * @param provider as OpenTelemetry names it
   * @param ours as we name it
   */
  record Call(String operation, String provider, String ours, String model, boolean streamed) {
    /** As callers name it. */
    String id() {
      return ours + "/" + model;
    }
  }

  private final Tracer tracer;
  private final boolean content;
  private final OwnNames names;
  private final Pseudonyms pseudonyms;
  private final Map<String, String> providerNames;
  private final MeterRegistry metrics;
  private final Map<Series.Key, Timer> chunkTimes = new ConcurrentHashMap<>();

  private Tracing(
      Tracer tracer,
      boolean content,
      OwnNames names,
      Pseudonyms pseudonyms,
      Map<String, String> providerNames,
      MeterRegistry metrics) {
    this.tracer = tracer;
    this.content = content;
    this.names = names;
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
      OwnNames names,
      Pseudonyms pseudonyms,
      Map<String, String> providerNames,
      MeterRegistry metrics) {
    var lost = metrics.counter("foundry.ai.spans.lost");
    var tracer = Tracer.to(settings.collector(), vertx, "ai", lost);
    return new Tracing(tracer, settings.content(), names, pseudonyms, providerNames, metrics);
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
    var call = new Call(operation, name, provider, model, streamed);
    return new CallSpan(this, call, tracer.begin(SpanKind.CLIENT, traceparent));
  }

  boolean content() {
    return content;
  }

  Pseudonyms pseudonyms() {
    return pseudonyms;
  }

  /** From one piece of an answer to the next. */
  Timer chunkTime(Call call) {
    // What a caller typed as a name is nobody else's to read.
    var model = names.shown(call.id());
    var key = new Series.Key(call.operation(), call.provider(), model.orElse(""), "");
    var known = chunkTimes.get(model.isEmpty() ? key.ofOtherModel() : key);
    if (known != null) return known;
    boolean other = model.isEmpty() || chunkTimes.size() >= Series.COUNT_MAX;
    return chunkTimes.computeIfAbsent(
        other ? key.ofOtherModel() : key, made -> Series.timer(GenAi.CHUNK_TIME, made, metrics));
  }

  /** Sends what there is. */
  @Override
  public void close() {
    tracer.close();
  }
}
