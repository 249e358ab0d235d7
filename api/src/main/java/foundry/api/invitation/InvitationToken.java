package foundry.api.invitation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** What takes an invitation, for whoever holds it: 256 random bits. Told once, kept as a digest. */
record InvitationToken(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** So that scanners of code and logs know it for a secret. */
  private static final String PREFIX = "invite_";

  private static final int BYTES = 32;

  static InvitationToken fresh() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new InvitationToken(
        PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  String sha256() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "an invitation's token";
  }
}
