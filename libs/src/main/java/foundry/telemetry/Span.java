package foundry.telemetry;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work in a trace. The one under way is known to all that is called within it, on its
 * thread: what would else be handed through every method that might one day call something.
 */
public final class Span {
  /** Of no trace: costs nothing, tells nothing. */
  public static final Span NONE = new Span(null, SpanKind.SERVER, null, "");

  private static final ScopedValue<Span> CURRENT = ScopedValue.newInstance();

  private final @Nullable Tracer tracer;
  private final SpanKind kind;
  private final @Nullable Traceparent own;
  private final String parentId;
  private final Instant start;
  private final long startNanos;

  Span(@Nullable Tracer tracer, SpanKind kind, @Nullable Traceparent own, String parentId) {
    this.tracer = tracer;
    this.kind = kind;
    this.own = own;
    this.parentId = parentId;
    this.start = tracer == null ? Instant.EPOCH : Instant.now();
    this.startNanos = System.nanoTime();
  }

  static Span passing(Traceparent caller) {
    return new Span(null, SpanKind.CLIENT, caller, "");
  }

  /** The one that the calling thread is within. */
  public static Span current() {
    return CURRENT.orElse(NONE);
  }

  /** Does the work within this span, and no more within another. */
  public <T> T within(Supplier<T> work) {
    if (own == null && !CURRENT.isBound()) return work.get();
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /** Whether anybody will see it: else what is told of it need not be gathered. */
  public boolean isCollected() {
    return tracer != null;
  }

  /** What whoever is asked within this span is told; empty without a trace. */
  public String traceparent() {
    return own == null ? "" : own.header();
  }

  /** Empty without a trace. */
  public String traceId() {
    return own == null ? "" : own.traceId();
  }

  /** A part of this one; itself where nobody will see either. */
  public Span child(SpanKind childKind) {
    if (tracer == null || own == null) return this;
    return new Span(tracer, childKind, own.child(), own.spanId());
  }

  /**
   * Once, at the end.
   *
   * @param attributes writes at least one
   */
  public void end(String name, boolean failed, Consumer<SpanBytes> attributes) {
    if (tracer == null || own == null) return;
    var time = SpanTime.of(start, System.nanoTime() - startNanos);
    tracer.ended(
        bytes -> {
          attributes.accept(bytes.begin(own, parentId, kind, name, time));
          bytes.end(failed);
        });
  }
}
