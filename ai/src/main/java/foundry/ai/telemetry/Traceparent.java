package foundry.ai.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;

/** The header by which a trace goes from service to service (W3C Trace Context, level 1). */
final class Traceparent {
  static final String HEADER = "traceparent";

  private static final int LENGTH = 55;

  private Traceparent() {}

  /** Empty if it is none: such a call starts a trace of its own. */
  static Optional<SpanContext> parse(String header) {
    boolean shape =
        header.length() == LENGTH
            && header.startsWith("00-")
            && header.charAt(35) == '-'
            && header.charAt(52) == '-'
            && isHex(header.substring(53));
    if (!shape) return Optional.empty();
    var context =
        SpanContext.createFromRemoteParent(
            header.substring(3, 35),
            header.substring(36, 52),
            TraceFlags.fromHex(header, 53),
            TraceState.getDefault());
    return Optional.of(context).filter(SpanContext::isValid);
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
    }
    return true;
  }

  static String of(SpanContext context) {
    String flags = context.getTraceFlags().asHex();
    return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-" + flags;
  }
}
