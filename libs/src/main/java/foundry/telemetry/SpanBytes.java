package foundry.telemetry;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Spans as OTLP's JSON, written into one growing array: a span is made of some twenty values, and
 * an object for each would cost more than the call it tells of.
 */
public final class SpanBytes {
  private static final byte[] TEXT = ascii("{\"stringValue\":");
  private static final byte[] NUMBER = ascii("{\"intValue\":\"");
  private static final byte[] NUMBER_END = ascii("\"}},");
  private static final byte[] TRUE = ascii("{\"boolValue\":true}},");
  private static final byte[] FALSE = ascii("{\"boolValue\":false}},");
  private static final byte[] TEXT_END = ascii("}},");
  private static final byte[] TRACE_ID = ascii("{\"traceId\":");
  private static final byte[] SPAN_ID = ascii(",\"spanId\":");
  private static final byte[] PARENT_ID = ascii(",\"parentSpanId\":");
  private static final byte[] NAME = ascii(",\"name\":");
  private static final byte[] KIND = ascii(",\"kind\":");
  private static final byte[] FROM = ascii(",\"startTimeUnixNano\":\"");
  private static final byte[] UNTIL = ascii("\",\"endTimeUnixNano\":\"");
  private static final byte[] ATTRIBUTES = ascii("\",\"attributes\":[");
  private static final byte[] UNSET = ascii(",\"status\":{\"code\":0}},");
  private static final byte[] ERROR = ascii(",\"status\":{\"code\":2}},");
  private static final byte[] HEX = ascii("0123456789abcdef");

  private byte[] bytes;
  private int length;

  SpanBytes(int bytesExpected) {
    this.bytes = new byte[bytesExpected];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int length() {
    return length;
  }

  /** These very bytes, not a copy: nothing may be written any more. */
  Buffer buffer() {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, 0, length));
  }

  /** Begins a span; at least one attribute follows, then {@link #end}. */
  SpanBytes begin(Traceparent own, String parentSpanId, SpanKind kind, String name, SpanTime time) {
    raw(TRACE_ID).quoted(own.traceId()).raw(SPAN_ID).quoted(own.spanId());
    if (!parentSpanId.isEmpty()) raw(PARENT_ID).quoted(parentSpanId);
    raw(NAME).quoted(name).raw(KIND).decimal(kind.code());
    raw(FROM).decimal(time.startEpochNanos()).raw(UNTIL).decimal(time.endEpochNanos());
    return raw(ATTRIBUTES);
  }

  void end(boolean failed) {
    endList().raw(failed ? ERROR : UNSET);
  }

  /** Each ends in a comma, which {@link #endList} takes back. */
  public SpanBytes text(Attribute attribute, String value) {
    raw(attribute.opening()).raw(TEXT).quoted(value);
    return raw(TEXT_END);
  }

  public SpanBytes number(Attribute attribute, long value) {
    return raw(attribute.opening()).raw(NUMBER).decimal(value).raw(NUMBER_END);
  }

  public SpanBytes flag(Attribute attribute, boolean value) {
    return raw(attribute.opening()).raw(value ? TRUE : FALSE);
  }

  /** After at least one element. */
  SpanBytes endList() {
    bytes[length - 1] = ']';
    return this;
  }

  SpanBytes raw(byte[] piece) {
    room(piece.length);
    System.arraycopy(piece, 0, bytes, length, piece.length);
    length += piece.length;
    return this;
  }

  /**
   * @param value not negative
   */
  SpanBytes decimal(long value) {
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) digits++;
    room(digits);
    length += digits;
    int at = length;
    long rest = value;
    do {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    return this;
  }

  /** A JSON string; what is not ASCII is escaped. */
  SpanBytes quoted(String text) {
    room(text.length() * 6 + 2);
    bytes[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') bytes[length++] = (byte) c;
      else escaped(c);
    }
    bytes[length++] = '"';
    return this;
  }

  private void escaped(char c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) bytes[length++] = HEX[(c >> shift) & 0xf];
  }

  private void room(int more) {
    if (length + more <= bytes.length) return;
    bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
  }
}
