package foundry.api.graphql.plan;

import static java.time.ZoneOffset.UTC;

import foundry.api.graphql.DateTime;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.UUID;

/** JSON as it is written, in UTF-8; can be cut back to an earlier length. */
final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int FIRST_SIZE = 4096;

  private final int bytesMax;
  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  JsonBytes() {
    this(Integer.MAX_VALUE);
  }

  /**
   * @param bytesMax beyond which nothing more is written: {@link TooMany} is thrown
   */
  JsonBytes(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** What was to be written is longer than it may be. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("too many bytes", null, false, false);
    }
  }

  int length() {
    return length;
  }

  void cut(int to) {
    length = to;
  }

  JsonBytes raw(JsonBytes json) {
    ensure(json.length);
    System.arraycopy(json.bytes, 0, bytes, length, json.length);
    length += json.length;
    return this;
  }

  Buffer toBuffer() {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, 0, length));
  }

  private void ensure(int more) {
    if (length > bytesMax) throw new TooMany();
    if (length + more <= bytes.length) return;
    bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
  }

  JsonBytes raw(Ascii json) {
    return raw(json.bytes());
  }

  JsonBytes raw(byte[] json) {
    ensure(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
    return this;
  }

  JsonBytes raw(char character) {
    ensure(1);
    bytes[length++] = (byte) character;
    return this;
  }

  void bool(boolean value) {
    ascii(value ? "true" : "false");
  }

  void nothing() {
    ascii("null");
  }

  void ascii(String text) {
    int size = text.length();
    ensure(size);
    for (int i = 0; i < size; i++) bytes[length++] = (byte) text.charAt(i);
  }

  void number(long value) {
    ascii(Long.toString(value));
  }

  /** An id: a prefix and 32 hex digits. */
  void id(String prefix, UUID id) {
    ensure(prefix.length() + 36);
    raw('"');
    ascii(prefix);
    raw('_');
    hex(id.getMostSignificantBits());
    hex(id.getLeastSignificantBits());
    raw('"');
  }

  private void hex(long value) {
    ensure(16);
    for (int shift = 60; shift >= 0; shift -= 4)
      bytes[length++] = HEX[(int) (value >>> shift) & 15];
  }

  /**
   * As {@link DateTime} writes years of four digits; its own way is too slow for two in each row.
   */
  void time(Instant instant) {
    var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), UTC);
    int millis = instant.getNano() / 1_000_000;
    raw('"').digits(time.getYear(), 4);
    raw('-').digits(time.getMonthValue(), 2).raw('-').digits(time.getDayOfMonth(), 2);
    raw('T').digits(time.getHour(), 2).raw(':').digits(time.getMinute(), 2);
    raw(':').digits(time.getSecond(), 2).raw('.').digits(millis, 3);
    raw('Z').raw('"');
  }

  /** A number that is not negative, with zeros before it. */
  private JsonBytes digits(int number, int width) {
    ensure(width);
    int rest = number;
    for (int at = length + width - 1; at >= length; at--, rest /= 10) {
      bytes[at] = (byte) ('0' + rest % 10);
    }
    length += width;
    return this;
  }

  /** A string; a lone surrogate, which UTF-8 cannot hold, becomes a question mark. */
  void text(String text) {
    int size = text.length();
    ensure(6 * size + 2);
    bytes[length++] = '"';
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(c);
      } else if (c < 0x800) {
        bytes[length++] = (byte) (0xc0 | (c >> 6));
        bytes[length++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < size
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        pair(Character.toCodePoint(c, text.charAt(++i)));
      } else if (Character.isSurrogate(c)) {
        bytes[length++] = '?';
      } else {
        bytes[length++] = (byte) (0xe0 | (c >> 12));
        bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        bytes[length++] = (byte) (0x80 | (c & 0x3f));
      }
    }
    bytes[length++] = '"';
  }

  private void ascii(char c) {
    if (c >= ' ' && c != '"' && c != '\\') {
      bytes[length++] = (byte) c;
      return;
    }
    bytes[length++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[length++] = (byte) c;
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      default -> {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 15];
      }
    }
  }

  private void pair(int point) {
    bytes[length++] = (byte) (0xf0 | (point >> 18));
    bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3f));
    bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3f));
    bytes[length++] = (byte) (0x80 | (point & 0x3f));
  }
}
