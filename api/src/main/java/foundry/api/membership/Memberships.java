package foundry.api.membership;

import static foundry.api.tables.Tables.MEMBERSHIP;

import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.organization.Organization;

/** Memberships, and how they change and end. */
public final class Memberships implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Memberships.class, "membership.graphqls");
    wiring
        .node(Membership.NODE)
        .id("id", MEMBERSHIP.ID, "Membership")
        .column("createdAt", MEMBERSHIP.CREATED_AT)
        .column("updatedAt", MEMBERSHIP.UPDATED_AT)
        .id("orgId", MEMBERSHIP.ORG_ID, "Organization")
        .id("userId", MEMBERSHIP.USER_ID, "User")
        .one("organization", MEMBERSHIP.ORG_ID)
        .one("user", MEMBERSHIP.USER_ID)
        .column("role", MEMBERSHIP.ROLE)
        .column("suspendedAt", MEMBERSHIP.SUSPENDED_AT);
    describeChanges(wiring);
    describeEnds(wiring);
  }

  private static void describeChanges(Wiring wiring) {
    wiring
        .mutation("changeRole", ChangeRole.Changed.class, ChangeRole::run)
        .field("membership", p -> p.membership())
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
    wiring
        .mutation("transferOwnership", TransferOwnership.Transferred.class, TransferOwnership::run)
        .field("organization", p -> p.organization())
        .field("membership", p -> p.membership())
        .field("viewerMembership", p -> p.viewerMembership())
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
  }

  private static void describeEnds(Wiring wiring) {
    wiring
        .mutation("removeMember", RemoveMember.Removed.class, RemoveMember::run)
        .field("removedMembershipId", p -> Membership.globalId(p.membership()))
        .field("organization", p -> p.organization())
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
    wiring
        .mutation("leaveOrganization", LeaveOrganization.Left.class, LeaveOrganization::run)
        .field("leftOrganizationId", p -> Organization.NODE.globalId(p.organization()))
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
  }
}
