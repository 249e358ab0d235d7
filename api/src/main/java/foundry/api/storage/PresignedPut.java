package foundry.api.storage;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * Leave to put one object.
 *
 * @param headers to be sent exactly so; {@code host} and {@code content-length} are signed as well,
 *     but a browser sets them on its own
 */
public record PresignedPut(URI url, Map<String, String> headers, Instant expiresAt) {
  public PresignedPut {
    headers = Map.copyOf(headers);
  }
}
