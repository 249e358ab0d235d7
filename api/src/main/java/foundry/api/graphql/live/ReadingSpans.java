package foundry.api.graphql.live;

import foundry.api.database.Cause;
import foundry.telemetry.Attribute;
import foundry.telemetry.Span;
import foundry.telemetry.SpanKind;
import foundry.telemetry.Tracer;
import java.util.function.Supplier;

/**
 * Each reading for a subscription that somebody traces is a trace of its own: within that of the
 * subscription it would grow for as long as anybody listens. The request id holds them together.
 */
final class ReadingSpans {
  private static final Attribute DOCUMENT = Attribute.of("foundry.document.id");
  private static final Attribute NAME = Attribute.of("graphql.operation.name");
  private static final Attribute REQUEST_ID = Attribute.of("foundry.request.id");

  private final Tracer tracer;
  private final Cause cause;
  private final boolean wanted = Span.current().isCollected();

  /** To be made within the span of the subscription. */
  ReadingSpans(Tracer tracer, Cause cause) {
    this.tracer = tracer;
    this.cause = cause;
  }

  <T> T within(Supplier<T> reading) {
    if (!wanted) return Span.NONE.within(reading);
    var span = tracer.begin(SpanKind.INTERNAL, "");
    boolean done = false;
    try {
      T read = span.within(reading);
      done = true;
      return read;
    } finally {
      span.end(
          cause.operation() + " reading",
          !done,
          bytes ->
              bytes
                  .text(REQUEST_ID, cause.requestId())
                  .text(DOCUMENT, cause.document())
                  .text(NAME, cause.operation()));
    }
  }
}
