package foundry.api.graphql.plan;

import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * A place between two rows of one list. Opaque to clients: version, a mark of the list and order it
 * belongs to, the row's id, and what the list is ordered by (microseconds or text), in base64url.
 *
 * @param value an Instant or a String
 */
record Cursor(long list, UUID id, Object value) {
  private static final byte VERSION = 2;
  private static final byte TIME = 1;
  private static final byte TEXT = 2;
  private static final int HEAD_BYTES = 1 + 3 * Long.BYTES + 1;

  /** The mark of a list in one order, by its name. */
  static long mark(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The mark of the list of one parent. Tells lists apart; keeps nobody out. */
  static long mark(long list, UUID parent) {
    long mixed = list ^ parent.getMostSignificantBits();
    mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
    mixed ^= parent.getLeastSignificantBits();
    return (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
  }

  /** A cursor of any list; refused if it is none. */
  static Cursor parse(String argument, String text) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.get() != VERSION) throw foreign(argument);
      long list = bytes.getLong();
      var id = new UUID(bytes.getLong(), bytes.getLong());
      byte kind = bytes.get();
      return switch (kind) {
        case TIME -> new Cursor(list, id, time(bytes, argument));
        case TEXT -> new Cursor(list, id, StandardCharsets.UTF_8.decode(bytes).toString());
        default -> throw foreign(argument);
      };
    } catch (IllegalArgumentException | BufferUnderflowException | ArithmeticException e) {
      throw foreign(argument);
    }
  }

  /** Itself, if it holds what a list in this order is ordered by. */
  Cursor of(Listing.Order order, String argument) {
    boolean byTime = order.column().getType() == OffsetDateTime.class;
    boolean fits = byTime ? value instanceof Instant : value instanceof String;
    boolean storable = !(value instanceof String text) || text.indexOf('\0') < 0;
    if (fits && storable) return this;
    throw foreign(argument);
  }

  private static Instant time(ByteBuffer bytes, String argument) {
    var time = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
    if (bytes.hasRemaining()) throw foreign(argument);
    return time;
  }

  static Refusal foreign(String argument) {
    return new Refusal(
        ErrorCode.INVALID_PAGINATION, argument + ": not a cursor of this list (expected: one)");
  }

  @Override
  @SuppressWarnings("ByteBufferBackingArray") // allocated here
  public String toString() {
    var bytes =
        switch (value) {
          case Instant time ->
              head(Long.BYTES, TIME).putLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
          case String text -> {
            var encoded = text.getBytes(StandardCharsets.UTF_8);
            yield head(encoded.length, TEXT).put(encoded);
          }
          default -> throw new IllegalStateException("no order: " + value.getClass());
        };
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private ByteBuffer head(int more, byte kind) {
    return ByteBuffer.allocate(HEAD_BYTES + more)
        .put(VERSION)
        .putLong(list)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .put(kind);
  }
}
