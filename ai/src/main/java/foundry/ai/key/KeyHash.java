package foundry.ai.key;

import foundry.viewer.ApiKey;
import java.nio.ByteBuffer;

/** SHA-256 of a key: what is kept and looked for. */
record KeyHash(long first, long second, long third, long fourth) {
  static KeyHash of(byte[] sha256) {
    var bytes = ByteBuffer.wrap(sha256);
    return new KeyHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  static KeyHash of(ApiKey key) {
    return of(key.sha256());
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
