package foundry.ai.provider.contract;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map.Entry;
import java.util.zip.CRC32;

/** Writes messages of an AWS event stream, as Amazon's servers do. */
final class EventStreamFrame {
  private static final byte STRING = 7;

  private EventStreamFrame() {}

  static Buffer of(List<Entry<String, String>> headers, String payload) {
    var head = Buffer.buffer();
    for (var header : headers) {
      byte[] name = header.getKey().getBytes(StandardCharsets.UTF_8);
      byte[] value = header.getValue().getBytes(StandardCharsets.UTF_8);
      head.appendByte((byte) name.length).appendBytes(name).appendByte(STRING);
      head.appendShort((short) value.length).appendBytes(value);
    }
    var body = Buffer.buffer(payload);
    var frame = Buffer.buffer();
    frame.appendInt(12 + head.length() + body.length() + 4).appendInt(head.length());
    frame.appendInt(crc(frame));
    frame.appendBuffer(head).appendBuffer(body);
    return frame.appendInt(crc(frame));
  }

  private static int crc(Buffer bytes) {
    var sum = new CRC32();
    sum.update(bytes.getBytes());
    return (int) sum.getValue();
  }
}
