package foundry.ai.provider.contract;

import io.vertx.core.buffer.Buffer;

/** Server-sent events as vendors write them. */
final class Sse {
  private Sse() {}

  static Buffer data(String data) {
    return Buffer.buffer("data: " + data.strip().replaceAll("\\s*\\n\\s*", "") + "\n\n");
  }

  static Buffer named(String event, String data) {
    return Buffer.buffer("event: " + event + "\n").appendBuffer(data(data));
  }
}
