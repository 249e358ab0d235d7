package foundry.ai.telemetry;

import foundry.ai.http.Recent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for tenants and users by which lines about the same one are found, and by which nobody
 * without the service's secret finds out which one it is.
 */
public final class Pseudonyms {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 8;

  private static final int KNOWN_MAX = 10_000;

  private final SecretKeySpec key;
  private final Recent<UUID, String> known = new Recent<>(KNOWN_MAX);

  /**
   * @param internalSecret the key is derived from it: it signs other things as well
   */
  public Pseudonyms(String internalSecret) {
    var secret = new SecretKeySpec(internalSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    byte[] purpose = "pseudonyms of telemetry".getBytes(StandardCharsets.UTF_8);
    this.key = new SecretKeySpec(mac(secret, purpose), ALGORITHM);
  }

  String of(UUID id) {
    var before = known.get(id);
    if (before != null) return before;
    String name = made(id);
    known.put(id, name);
    return name;
  }

  private String made(UUID id) {
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return HexFormat.of().formatHex(mac(key, bytes), 0, BYTES);
  }

  private static byte[] mac(SecretKeySpec key, byte[] bytes) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(bytes);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
