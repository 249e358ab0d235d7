package foundry.http;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Ids nobody can guess. Random bytes are fetched for many ids at a time: fetching them for one
 * costs more than all else about it.
 */
public final class UniqueId {
  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] FETCHED = new byte[256 * BYTES];
  private static int next = FETCHED.length;

  private UniqueId() {}

  /** 128 random bits as 32 lower-case hexadecimal digits, after the prefix. */
  public static String with(String prefix) {
    return prefix + hex(BYTES);
  }

  /**
   * @param bytes at most 16
   */
  public static synchronized String hex(int bytes) {
    if (next + bytes > FETCHED.length) {
      RANDOM.nextBytes(FETCHED);
      next = 0;
    }
    int from = next;
    next += bytes;
    return HexFormat.of().formatHex(FETCHED, from, next);
  }
}
