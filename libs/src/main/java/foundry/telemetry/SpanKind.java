package foundry.telemetry;

/** What a span is in its trace, by OTLP's numbers. */
public enum SpanKind {
  /** Does what nobody waits for. */
  INTERNAL(1),
  /** Answers somebody. */
  SERVER(2),
  /** Asks somebody, and waits. */
  CLIENT(3),
  /** Does what was queued before. */
  CONSUMER(5);

  private final int code;

  SpanKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
