package foundry.api.limit;

import static foundry.api.tables.Tables.ORGANIZATION_LIMIT;

import foundry.api.database.Writes;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.tables.enums.LimitKind;
import foundry.viewer.OrgId;

/**
 * Holds what was just added against the organization's limit. Adding has changed the count and
 * locked it, so whoever adds at the same time waits for this transaction, and is counted after it.
 */
public final class Quota {
  private Quota() {}

  /**
   * The outcome, if the organization may have what has been added; else a refusal, which undoes it.
   *
   * @param field of the input, which named the organization or something in it
   */
  public static <P> Outcome<P> within(
      Writes writes, OrgId org, LimitKind kind, String field, Outcome<P> done) {
    var limit =
        writes
            .from(ORGANIZATION_LIMIT)
            .and(ORGANIZATION_LIMIT.ORG_ID.eq(org.value()))
            .and(ORGANIZATION_LIMIT.KIND.eq(kind))
            .fetchSingle(Limit.NODE::of);
    int used = limit.used(writes.now());
    if (used <= limit.value()) return done;
    return Outcome.refused(
        Code.LIMIT_EXCEEDED,
        "%s: %d with this one (expected: at most %d, the organization's limit)"
            .formatted(kind, used, limit.value()),
        field);
  }
}
