package foundry.api.graphql.limits;

import foundry.api.Limits;
import foundry.api.database.Rates;
import foundry.viewer.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * What one person may ask of this replica: requests taken from the common quota in advance, more at
 * a time the more they ask, and lost if they are not used soon. So almost every request is admitted
 * without asking the database, and what is refused is refused without asking it either.
 */
final class Allowance {
  private final UserId person;
  private final RateLimits.Rule rule;
  private final Rates rates;
  private final ReentrantLock lock = new ReentrantLock();
  private List<Quota> quotas = List.of();
  private int leased;
  private int batch;
  private long endsNanos = System.nanoTime();
  private long refusesUntilNanos = System.nanoTime();

  Allowance(UserId person, RateLimits.Rule rule, Rates rates) {
    this.person = person;
    this.rule = rule;
    this.rates = rates;
    this.batch = rule.batchMin();
  }

  /** Takes so many requests, all or none. May block. */
  Admission take(int requests) {
    lock.lock();
    try {
      long now = System.nanoTime();
      boolean over = now - endsNanos >= 0;
      if (over) leased = 0;
      if (leased < requests && now - refusesUntilNanos >= 0) lease(requests, over);
      if (leased < requests) return refused(System.nanoTime());
      leased -= requests;
      return new Admission(0, header(now, 0));
    } finally {
      lock.unlock();
    }
  }

  /** True if nothing would be lost. */
  boolean isOver(long nowNanos) {
    return nowNanos - endsNanos >= 0 && nowNanos - refusesUntilNanos >= 0;
  }

  private void lease(int requests, boolean isSlow) {
    batch = isSlow ? Math.max(rule.batchMin(), batch / 2) : Math.min(rule.batchMax(), batch * 2);
    int wanted = requests - leased + batch - 1;
    var taken = rates.take(person, wanted, rule.perPerson(), rule.perOrganization());
    long now = System.nanoTime();
    quotas = quotas(taken, now);
    leased += taken.requests();
    endsNanos = now + Limits.RATE_LEASE.toNanos();
    if (leased < requests) refusesUntilNanos = now + waitNanos(requests, now);
  }

  private List<Quota> quotas(Rates.Taken taken, long now) {
    var known = new ArrayList<Quota>(2);
    if (taken.personFullIn().isPresent()) {
      known.add(Quota.of("person", rule.perPerson(), taken.personFullIn(), now));
    }
    if (taken.organizationFullIn().isPresent()) {
      int perMinute = rule.perOrganization();
      known.add(Quota.of("organization", perMinute, taken.organizationFullIn(), now));
    }
    return known;
  }

  private long waitNanos(int requests, long now) {
    double seconds =
        quotas.stream().mapToDouble(q -> q.secondsTo(requests - leased, now)).max().orElse(0);
    return (long) (seconds * 1e9) + 1;
  }

  private Admission refused(long now) {
    long retry = Math.max(1, Math.ceilDiv(refusesUntilNanos - now, 1_000_000_000L));
    return new Admission(retry, header(now, retry));
  }

  private String header(long now, long retry) {
    if (quotas.size() == 1) return quotas.getFirst().item(leased, now, retry);
    return quotas.stream()
        .map(quota -> quota.item(leased, now, retry))
        .collect(Collectors.joining(", "));
  }
}
