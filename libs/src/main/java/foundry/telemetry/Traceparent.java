package foundry.telemetry;

import foundry.http.UniqueId;
import java.util.Optional;

/** The header by which a trace goes from service to service (W3C Trace Context, level 1). */
public record Traceparent(String traceId, String spanId, boolean sampled) {
  public static final String HEADER = "traceparent";

  private static final int LENGTH = 55;
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  /** Empty if it is none: such a call starts a trace of its own. */
  public static Optional<Traceparent> parse(String header) {
    boolean shape =
        header.length() == LENGTH
            && header.startsWith("00-")
            && header.charAt(35) == '-'
            && header.charAt(52) == '-'
            && isId(header, 3, 35)
            && isId(header, 36, 52)
            && isHex(header, 53, LENGTH);
    if (!shape) return Optional.empty();
    boolean sampled = (Character.digit(header.charAt(54), 16) & 1) == 1;
    return Optional.of(new Traceparent(header.substring(3, 35), header.substring(36, 52), sampled));
  }

  /** The first of a trace. */
  public static Traceparent fresh() {
    return new Traceparent(UniqueId.hex(TRACE_BYTES), UniqueId.hex(SPAN_BYTES), true);
  }

  /** Another in the same trace. */
  public Traceparent child() {
    return new Traceparent(traceId, UniqueId.hex(SPAN_BYTES), sampled);
  }

  public String header() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }

  /** All zeros is no id. */
  private static boolean isId(String header, int from, int to) {
    for (int i = from; i < to; i++) {
      if (header.charAt(i) != '0') return isHex(header, from, to);
    }
    return false;
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
    }
    return true;
  }
}
