package foundry.api.graphql.relay;

import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * A place between two rows of one list. Opaque to clients: version, a mark of the list it belongs
 * to, the row's time in microseconds and its id, in base64url.
 */
record Cursor(long list, Instant createdAt, UUID id) {
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 4 * Long.BYTES;

  static Cursor of(long list, Node node) {
    return new Cursor(list, node.createdAt(), node.uuid());
  }

  /** The mark of a list, by its name. */
  static long list(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The place in this list; refused if it is none. */
  static Cursor parse(long list, String argument, String text) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() == BYTES && bytes.get() == VERSION && bytes.getLong() == list) {
        var createdAt = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
        return new Cursor(list, createdAt, new UUID(bytes.getLong(), bytes.getLong()));
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one error for all mistakes
    }
    throw new Refusal(
        ErrorCode.INVALID_PAGINATION, argument + ": not a cursor of this list (expected: one)");
  }

  OffsetDateTime time() {
    return createdAt.atOffset(ZoneOffset.UTC);
  }

  @Override
  public String toString() {
    var bytes =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(list)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt))
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
