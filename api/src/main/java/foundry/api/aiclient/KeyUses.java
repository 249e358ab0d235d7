package foundry.api.aiclient;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys as ai lists them; of each what only ai knows. */
record KeyUses(List<Key> keys) {
  record Key(UUID id, @Nullable Instant lastUsedAt) {}

  Map<UUID, Instant> byKey() {
    var uses = new HashMap<UUID, Instant>();
    for (var key : keys) {
      if (key.lastUsedAt() != null) uses.put(key.id(), key.lastUsedAt());
    }
    return uses;
  }
}
