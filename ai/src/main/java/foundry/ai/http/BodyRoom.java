package foundry.ai.http;

import foundry.viewer.OrgId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of requests are held, from their first byte until their answer is done: by
 * organization, so that none takes the room of the others, and in total. Any thread.
 */
public final class BodyRoom {
  private final long bytesMax;
  private final long bytesPerOrgMax;
  private final Map<OrgId, Long> byOrg = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong();

  public BodyRoom(long bytesMax, long bytesPerOrgMax) {
    this.bytesMax = bytesMax;
    this.bytesPerOrgMax = bytesPerOrgMax;
  }

  /** Whether so many would fit now: said before they are sent, it saves their sending. */
  boolean fits(OrgId org, long bytes) {
    return total.get() + bytes <= bytesMax && byOrg.getOrDefault(org, 0L) + bytes <= bytesPerOrgMax;
  }

  boolean take(OrgId org, long bytes) {
    if (total.addAndGet(bytes) > bytesMax) {
      total.addAndGet(-bytes);
      return false;
    }
    if (byOrg.merge(org, bytes, Long::sum) <= bytesPerOrgMax) return true;
    give(org, bytes);
    return false;
  }

  void give(OrgId org, long bytes) {
    total.addAndGet(-bytes);
    byOrg.computeIfPresent(org, (id, used) -> used <= bytes ? null : used - bytes);
  }

  public long used() {
    return total.get();
  }
}
