package foundry.ai.key;

import foundry.postgres.DatabaseUnavailable;
import foundry.viewer.KeyId;
import foundry.viewer.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When keys were used last: noted on the event loop, written behind the callers' backs. */
final class LastUse {
  private record Use(OrgId org, Instant at) {}

  /** A key that is used all the time is written once in so long. */
  private static final Duration COARSE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(LastUse.class);

  private final KeyTable table;
  private final Map<KeyId, Use> uses = new ConcurrentHashMap<>();

  LastUse(KeyTable table) {
    this.table = table;
  }

  void used(KeyRecord key, Instant now) {
    boolean isNews = key.lastUsedAt().map(at -> at.plus(COARSE).isBefore(now)).orElse(true);
    if (isNews) uses.put(key.id(), new Use(key.org(), now));
  }

  /** Blocks. What cannot be written now is forgotten: the next use comes soon enough. */
  void write() {
    for (var id : List.copyOf(uses.keySet())) {
      var use = uses.remove(id);
      if (use != null) write(id, use);
    }
  }

  private void write(KeyId id, Use use) {
    try {
      table.used(use.org(), id, use.at());
    } catch (DatabaseUnavailable e) {
      LOG.info("the last use of key {} is not written down", id);
    }
  }
}
