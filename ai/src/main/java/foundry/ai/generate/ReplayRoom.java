package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.viewer.OrgId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How much of answers is kept to be sent again, by organization and in total. Any thread. */
final class ReplayRoom {
  private final Map<OrgId, Long> byOrg = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong();

  boolean take(OrgId org, int characters) {
    if (total.addAndGet(characters) > Limits.RESUME_CHARACTERS_IN_TOTAL_MAX) {
      total.addAndGet(-characters);
      return false;
    }
    long used = byOrg.merge(org, (long) characters, Long::sum);
    if (used <= Limits.RESUME_CHARACTERS_PER_ORG_MAX) return true;
    give(org, characters);
    return false;
  }

  void give(OrgId org, long characters) {
    total.addAndGet(-characters);
    byOrg.computeIfPresent(org, (id, used) -> used <= characters ? null : used - characters);
  }

  long used() {
    return total.get();
  }
}
