package foundry.ai.provider.bedrock;

import foundry.ai.UpstreamLimits;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Splits an AWS event stream (application/vnd.amazon.eventstream) of JSON into its messages. A
 * message is its length (4 bytes), the length of its headers (4), a CRC-32 of these, headers,
 * payload, and a CRC-32 of all before it. Throws {@link Garbage} where a number does not fit.
 */
final class Frames {
  private static final int PRELUDE_BYTES = 12;
  private static final int CRC_BYTES = 4;
  private static final byte[] NOTHING = new byte[0];

  /** Header values that are text; every other type is skipped. */
  private static final int STRING = 7;

  private final Consumer<Frame> onFrame;
  private byte[] rest = NOTHING;

  /**
   * @param headers those that are text, such as {@code :event-type}
   */
  record Frame(Map<String, String> headers, JsonNode payload) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  Frames(Consumer<Frame> onFrame) {
    this.onFrame = onFrame;
  }

  void feed(Buffer chunk) {
    byte[] bytes = joined(chunk.getBytes());
    int at = 0;
    while (bytes.length - at >= PRELUDE_BYTES) {
      int length = length(bytes, at);
      if (bytes.length - at < length) break;
      onFrame.accept(frame(bytes, at, length));
      at += length;
    }
    rest = at == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, at, bytes.length);
  }

  private byte[] joined(byte[] bytes) {
    if (rest.length == 0) return bytes;
    byte[] joined = Arrays.copyOf(rest, rest.length + bytes.length);
    System.arraycopy(bytes, 0, joined, rest.length, bytes.length);
    return joined;
  }

  /** Checked before the rest is there: a wrong length would be waited for in vain. */
  private static int length(byte[] bytes, int at) {
    check(bytes, at, PRELUDE_BYTES - CRC_BYTES);
    int length = number(bytes, at);
    int headers = number(bytes, at + 4);
    boolean fits = headers >= 0 && headers <= length - PRELUDE_BYTES - CRC_BYTES;
    if (!fits || length > UpstreamLimits.STREAM_LINE_BYTES_MAX)
      throw new Garbage("a message's length");
    return length;
  }

  private static Frame frame(byte[] bytes, int at, int length) {
    check(bytes, at, length - CRC_BYTES);
    int start = at + PRELUDE_BYTES;
    int body = start + number(bytes, at + 4);
    var headers = headers(ByteBuffer.wrap(bytes, start, body - start));
    int payload = at + length - CRC_BYTES - body;
    if (payload == 0) return new Frame(headers, MissingNode.getInstance());
    return new Frame(headers, Json.MAPPER.readTree(bytes, body, payload));
  }

  private static void check(byte[] bytes, int at, int length) {
    var sum = new CRC32();
    sum.update(bytes, at, length);
    if ((int) sum.getValue() != number(bytes, at + length)) throw new Garbage("a checksum");
  }

  private static int number(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes, at, 4).getInt();
  }

  private static Map<String, String> headers(ByteBuffer bytes) {
    var headers = new HashMap<String, String>(4);
    try {
      while (bytes.hasRemaining()) {
        String name = text(bytes, Byte.toUnsignedInt(bytes.get()));
        int type = bytes.get();
        if (type == STRING) headers.put(name, text(bytes, Short.toUnsignedInt(bytes.getShort())));
        else bytes.position(bytes.position() + valueBytes(type, bytes));
      }
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
      throw new Garbage("a message's headers");
    }
    return headers;
  }

  private static int valueBytes(int type, ByteBuffer bytes) {
    return switch (type) {
      case 0, 1 -> 0; // true, false
      case 2 -> 1;
      case 3 -> 2;
      case 4 -> 4;
      case 5, 8 -> 8; // long, timestamp
      case 6 -> Short.toUnsignedInt(bytes.getShort());
      case 9 -> 16; // UUID
      default -> throw new Garbage("a header's type");
    };
  }

  private static String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
