package foundry.ai.key;

import java.nio.ByteBuffer;

/** SHA-256 of a key: what is kept and looked for. */
record KeyHash(long first, long second, long third, long fourth) {
  static KeyHash of(byte[] sha256) {
    var bytes = ByteBuffer.wrap(sha256);
    return new KeyHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(32)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }
}
