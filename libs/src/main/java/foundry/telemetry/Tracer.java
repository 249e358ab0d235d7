package foundry.telemetry;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Consumer;

/** Begins spans of one service, and sends those that ended. */
public final class Tracer implements AutoCloseable {
  /** Where nobody collects. */
  public static final Tracer NONE = new Tracer(Optional.empty());

  private final Optional<Collector> collector;

  private Tracer(Optional<Collector> collector) {
    this.collector = collector;
  }

  /**
   * To the collector that is named, if one is.
   *
   * @param service whose spans these are: api, ai
   * @param lost counts spans that the collector did not take
   */
  public static Tracer to(CollectorSettings settings, Vertx vertx, String service, Counter lost) {
    return new Tracer(
        settings.url().map(url -> new Collector(vertx, url, settings.headers(), service, lost)));
  }

  /**
   * A span of whoever asks, or the first of a trace. Where nobody collects, or the caller does not
   * want the trace to be, it tells nothing and passes the caller's trace on as it came.
   *
   * @param traceparent as it came; what is none starts a trace of its own
   */
  public Span begin(SpanKind kind, String traceparent) {
    if (collector.isEmpty() && traceparent.isEmpty()) return Span.NONE;
    var caller = Traceparent.parse(traceparent);
    boolean wanted = collector.isPresent() && caller.map(Traceparent::sampled).orElse(true);
    if (!wanted) return caller.map(Span::passing).orElse(Span.NONE);
    return caller
        .map(parent -> new Span(this, kind, parent.child(), parent.spanId()))
        .orElseGet(() -> new Span(this, kind, Traceparent.fresh(), ""));
  }

  void ended(Consumer<SpanBytes> span) {
    collector.ifPresent(to -> to.add(span));
  }

  /** Sends what there is. */
  @Override
  public void close() {
    collector.ifPresent(Collector::close);
  }
}
