package foundry.ai.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces of calls, sent to a collector if there is one. Without, a caller's trace is still passed
 * on to the provider.
 */
public final class Tracing implements AutoCloseable {
  /** By which a trace goes from service to service. */
  public static final String HEADER = Traceparent.HEADER;

  private static final long CLOSE_SECONDS_MAX = 3;

  private final @Nullable SdkTracerProvider provider;
  private final @Nullable Tracer tracer;
  private final Pseudonyms pseudonyms;

  private Tracing(@Nullable SdkTracerProvider provider, Pseudonyms pseudonyms) {
    this.provider = provider;
    this.tracer = provider == null ? null : provider.get("foundry.ai");
    this.pseudonyms = pseudonyms;
  }

  /**
   * @param collector the base address of its OTLP over HTTP
   */
  public static Tracing to(Optional<URI> collector, Vertx vertx, Pseudonyms pseudonyms) {
    var provider = collector.map(url -> provider(new OtlpJson(vertx, url))).orElse(null);
    return new Tracing(provider, pseudonyms);
  }

  private static SdkTracerProvider provider(OtlpJson exporter) {
    var resource =
        Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "foundry-ai"));
    return SdkTracerProvider.builder()
        .setResource(resource)
        .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
        .build();
  }

  /**
   * A call to a model begins.
   *
   * @param traceparent as the caller sent it; empty if it did not
   * @param provider as OpenTelemetry names it
   */
  public CallSpan start(
      String traceparent, String operation, String provider, String model, boolean streamed) {
    var caller = Traceparent.parse(traceparent).map(Span::wrap);
    if (tracer == null) return new CallSpan(caller.orElseGet(Span::getInvalid), pseudonyms);
    var parent = caller.map(span -> Context.root().with(span)).orElseGet(Context::root);
    var span =
        tracer
            .spanBuilder(operation + " " + model)
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(GenAi.OPERATION, operation)
            .setAttribute(GenAi.PROVIDER, provider)
            .setAttribute(GenAi.REQUEST_MODEL, model)
            .setAttribute(GenAi.STREAM, streamed)
            .startSpan();
    return new CallSpan(span, pseudonyms);
  }

  /** Sends what there is. */
  @Override
  public void close() {
    if (provider != null) provider.shutdown().join(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
  }
}
