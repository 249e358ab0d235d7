package foundry.ai.provider.upstream;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of server-sent events (WHATWG HTML, 9.2) into the data of each event. Works on
 * whole lines of bytes, so that neither a character nor a line break may be torn by the network.
 * One parser a stream.
 */
public final class SseParser {
  /** A line is longer than any provider's; the stream is not what it claims to be. */
  public static final class LineTooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LineTooLong(int bytesMax) {
      super("a line of more than %d bytes".formatted(bytesMax), null, false, false);
    }
  }

  private static final byte[] NOTHING = new byte[0];
  private static final String DATA = "data";

  private final int lineBytesMax;
  private final Consumer<String> onData;
  private @Nullable String data;
  private @Nullable StringBuilder
      lines; // where the data are more than one line, as they seldom are
  private byte[] rest = NOTHING;
  private boolean afterReturn;
  private boolean atStart = true;

  public SseParser(int lineBytesMax, Consumer<String> onData) {
    this.lineBytesMax = lineBytesMax;
    this.onData = onData;
  }

  /** Throws {@link LineTooLong}. */
  public void feed(Buffer chunk) {
    byte[] bytes = joined(chunk.getBytes());
    int start = 0;
    for (int at = rest.length; at < bytes.length; at++) {
      byte b = bytes[at];
      if (b != '\n' && b != '\r') {
        afterReturn = false;
        continue;
      }
      boolean secondOfPair = b == '\n' && afterReturn && at == start;
      if (!secondOfPair) line(bytes, start, at);
      afterReturn = b == '\r';
      start = at + 1;
    }
    rest = start == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, start, bytes.length);
    if (rest.length > lineBytesMax) throw new LineTooLong(lineBytesMax);
  }

  private byte[] joined(byte[] bytes) {
    if (rest.length == 0) return bytes;
    byte[] joined = Arrays.copyOf(rest, rest.length + bytes.length);
    System.arraycopy(bytes, 0, joined, rest.length, bytes.length);
    return joined;
  }

  /** The stream is over: many servers leave out the blank line behind the last event. */
  public void end() {
    if (rest.length > 0) line(rest, 0, rest.length);
    rest = NOTHING;
    dispatch();
  }

  private void line(byte[] bytes, int start, int end) {
    if (end - start > lineBytesMax) throw new LineTooLong(lineBytesMax);
    if (start == end) {
      dispatch();
      return;
    }
    String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    if (atStart && line.charAt(0) == '\ufeff') line = line.substring(1);
    atStart = false;
    int colon = line.indexOf(':');
    if (colon == 0) return;
    String name = colon < 0 ? line : line.substring(0, colon);
    if (name.equals(DATA)) add(colon < 0 ? "" : value(line, colon + 1));
  }

  private static String value(String line, int start) {
    boolean spaced = start < line.length() && line.charAt(start) == ' ';
    return line.substring(spaced ? start + 1 : start);
  }

  private void add(String value) {
    var first = data;
    if (first == null) {
      data = value;
      return;
    }
    var all = lines == null ? new StringBuilder(first) : lines;
    lines = all.append('\n').append(value);
    if (all.length() > lineBytesMax) throw new LineTooLong(lineBytesMax);
  }

  private void dispatch() {
    var event = lines == null ? data : lines.toString();
    data = null;
    lines = null;
    if (event != null) onData.accept(event);
  }
}
