package foundry.api.graphql.limits;

import foundry.api.Limits;
import foundry.api.database.Rates;
import foundry.viewer.UserId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much people and their organizations may ask in a minute, over all replicas: GCRA in
 * PostgreSQL, taken from in batches (ADR 14). A person may ask at once what a minute allows, and
 * from then on at its pace.
 */
public final class RateLimits {
  /**
   * Requests a minute; 0: as many as they like.
   *
   * @param perOrganization of all people who belong to that organization alone
   */
  public record Rule(int perPerson, int perOrganization) {
    boolean limits() {
      return perPerson > 0 || perOrganization > 0;
    }

    /** What a page of the web app asks for at first. */
    int batchMin() {
      return Math.min(Limits.RATE_BATCH_MIN, batchMax());
    }

    /** A small part of the smaller quota: what one holds, others cannot have. */
    int batchMax() {
      int perMinute =
          perPerson > 0 && perOrganization > 0
              ? Math.min(perPerson, perOrganization)
              : perPerson + perOrganization;
      return Math.max(1, perMinute / Limits.RATE_BATCHES_PER_MINUTE);
    }

    String policy() {
      var person = "\"person\";q=" + perPerson + ";w=60";
      var organization = "\"organization\";q=" + perOrganization + ";w=60";
      if (perPerson > 0 && perOrganization > 0) return person + ", " + organization;
      return perPerson > 0 ? person : organization;
    }
  }

  private final Rule rule;
  private final Rates rates;
  private final String policy;
  private final Map<UserId, Allowance> allowances = new ConcurrentHashMap<>();

  public RateLimits(Rule rule, Rates rates) {
    this.rule = rule;
    this.rates = rates;
    this.policy = rule.policy();
  }

  /** The {@code ratelimit-policy} header. */
  public String policy() {
    return policy;
  }

  /** As many requests as an answer of so many rows counts for. */
  public static int requests(long rows) {
    return (int) (rows / Limits.RATE_ROWS_PER_REQUEST);
  }

  /** Takes so many requests for the person, all or none. May block. */
  public Admission take(UserId person, int requests) {
    if (!rule.limits()) return Admission.UNLIMITED;
    var known = allowances.get(person);
    return (known == null ? add(person) : known).take(requests);
  }

  private Allowance add(UserId person) {
    if (allowances.size() >= Limits.TOKENS_CACHED_MAX) makeRoom();
    return allowances.computeIfAbsent(person, p -> new Allowance(p, rule, rates));
  }

  /** Those who have gone; if there are none, all: what they lose is a batch each. */
  private void makeRoom() {
    long now = System.nanoTime();
    allowances.values().removeIf(allowance -> allowance.isOver(now));
    if (allowances.size() >= Limits.TOKENS_CACHED_MAX) allowances.clear();
  }
}
