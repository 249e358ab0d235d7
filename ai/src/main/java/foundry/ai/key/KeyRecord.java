package foundry.ai.key;

import foundry.viewer.KeyId;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a key.
 *
 * @param user who made it, and on whose behalf it calls
 * @param prefix the first letters of the key
 * @param lastUsedAt to the minute or so
 */
record KeyRecord(
    KeyId id,
    OrgId org,
    UserId user,
    String name,
    String prefix,
    Set<Scope> scopes,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {
  boolean opensAt(Instant now) {
    return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
  }
}
