package foundry.ai.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import foundry.viewer.ApiKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as people see it.
 *
 * @param key the key itself, once: when it is made
 */
record KeyView(
    String id,
    String name,
    String prefix,
    List<String> scopes,
    String createdAt,
    @Nullable String expiresAt,
    @Nullable String lastUsedAt,
    @Nullable String revokedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {
  static KeyView of(KeyRecord key) {
    return of(key, null);
  }

  static KeyView made(KeyRecord key, ApiKey secret) {
    return of(key, secret.reveal());
  }

  private static KeyView of(KeyRecord key, @Nullable String secret) {
    return new KeyView(
        key.id().toString(),
        key.name(),
        key.prefix(),
        key.scopes().stream().map(Scope::word).toList(),
        key.createdAt().toString(),
        key.expiresAt().map(Instant::toString).orElse(null),
        key.lastUsedAt().map(Instant::toString).orElse(null),
        key.revokedAt().map(Instant::toString).orElse(null),
        secret);
  }

  @Override
  public String toString() {
    return prefix + "...";
  }
}
