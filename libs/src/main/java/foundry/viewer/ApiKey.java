package foundry.viewer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A key as its holder has it: {@code fk_}, 43 random letters and digits (256 bits), and a check sum
 * of 6, by which a slip of the keyboard, garbage, and a key in somebody's repository are known for
 * what they are without asking anyone.
 */
public final class ApiKey {
  public static final String PREFIX = "fk_";

  private static final int RANDOM_LENGTH = 43;
  private static final int CHECK_LENGTH = 6;
  private static final int LENGTH = PREFIX.length() + RANDOM_LENGTH + CHECK_LENGTH;

  /** Enough to tell one's keys apart, too little to help anybody guess. */
  private static final int SHOWN_LENGTH = 8;

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private ApiKey(String text) {
    this.text = text;
  }

  public static ApiKey random() {
    var text = new StringBuilder(PREFIX);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new ApiKey(text.append(check(text)).toString());
  }

  /** Empty if nobody ever made such a key. */
  public static Optional<ApiKey> parse(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) return Optional.empty();
    int end = LENGTH - CHECK_LENGTH;
    boolean whole = check(text.substring(0, end)).contentEquals(text.subSequence(end, LENGTH));
    return whole ? Optional.of(new ApiKey(text)) : Optional.empty();
  }

  private static String check(CharSequence text) {
    var crc = new CRC32();
    for (int i = 0; i < text.length(); i++) crc.update(text.charAt(i));
    long rest = crc.getValue();
    var check = new StringBuilder(CHECK_LENGTH);
    for (int i = 0; i < CHECK_LENGTH; i++) {
      check.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
      rest /= ALPHABET.length();
    }
    return check.toString();
  }

  /** What may be shown later on. */
  public String shown() {
    return text.substring(0, SHOWN_LENGTH);
  }

  /** All that is kept. A slow hash would add nothing: 256 random bits cannot be guessed. */
  public byte[] sha256() {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key itself, for its holder alone. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return shown() + "...";
  }
}
