package foundry.api.database;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes ids that sort by the time they were made: UUID version 7 (RFC 9562, 5.7). */
public final class UuidV7 {
  private static final SecureRandom RANDOM = new SecureRandom();

  private UuidV7() {}

  public static UUID next() {
    long millis = System.currentTimeMillis();
    long version = 0x7000L | (RANDOM.nextInt() & 0x0fff);
    long variant = 0x8000000000000000L | (RANDOM.nextLong() >>> 2);
    return new UUID(millis << 16 | version, variant);
  }
}
