package foundry.api.limit;

import static foundry.api.tables.Tables.ORGANIZATION_LIMIT;

import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.plan.Cells;
import java.time.Instant;

/** Limits of organizations. */
public final class OrganizationLimits implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(OrganizationLimits.class, "limit.graphqls");
    wiring
        .node(Limit.NODE)
        .id("id", ORGANIZATION_LIMIT.ID, "Limit")
        .column("createdAt", ORGANIZATION_LIMIT.CREATED_AT)
        .column("updatedAt", ORGANIZATION_LIMIT.UPDATED_AT)
        .id("orgId", ORGANIZATION_LIMIT.ORG_ID, "Organization")
        .column("kind", ORGANIZATION_LIMIT.KIND)
        .computed(
            "value", OrganizationLimits::value, ORGANIZATION_LIMIT.VALUE, ORGANIZATION_LIMIT.KIND)
        .computed(
            "default",
            limit -> Limit.defaultOf(limit.get(ORGANIZATION_LIMIT.KIND)),
            ORGANIZATION_LIMIT.KIND)
        .computed(
            "isOwn",
            limit -> limit.find(ORGANIZATION_LIMIT.VALUE) != null,
            ORGANIZATION_LIMIT.VALUE)
        .computed(
            "used",
            OrganizationLimits::used,
            ORGANIZATION_LIMIT.KIND,
            ORGANIZATION_LIMIT.USED,
            ORGANIZATION_LIMIT.USED_SINCE);
    wiring
        .mutation("setLimit", SetLimit.Changed.class, SetLimit::run)
        .field("limit", SetLimit.Changed::limit)
        .field("auditEventId", set -> AuditEvent.globalId(set.auditEvent()));
  }

  private static int value(Cells limit) {
    var own = limit.find(ORGANIZATION_LIMIT.VALUE);
    return own == null ? Limit.defaultOf(limit.get(ORGANIZATION_LIMIT.KIND)) : own;
  }

  private static int used(Cells limit) {
    return Limit.used(
        limit.get(ORGANIZATION_LIMIT.KIND),
        limit.get(ORGANIZATION_LIMIT.USED),
        limit.get(ORGANIZATION_LIMIT.USED_SINCE).toInstant(),
        Instant.now());
  }
}
