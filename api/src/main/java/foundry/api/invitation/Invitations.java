package foundry.api.invitation;

import static foundry.api.tables.Tables.INVITATION;

import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.plan.Cells;
import foundry.api.tables.enums.InvitationStatus;
import java.util.Optional;

/** Invitations, and how they are made and answered. */
public final class Invitations implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Invitations.class, "invitation.graphqls");
    wiring
        .node(Invitation.NODE)
        .id("id", INVITATION.ID, "Invitation")
        .column("createdAt", INVITATION.CREATED_AT)
        .column("updatedAt", INVITATION.UPDATED_AT)
        .id("orgId", INVITATION.ORG_ID, "Organization")
        .one("organization", INVITATION.ORG_ID)
        .column("organizationName", INVITATION.ORG_NAME)
        .column("email", INVITATION.EMAIL)
        .column("role", INVITATION.ROLE)
        .computed(
            "status",
            Invitations::status,
            INVITATION.ACCEPTED_AT,
            INVITATION.DECLINED_AT,
            INVITATION.REVOKED_AT,
            INVITATION.EXPIRES_AT)
        .column("expiresAt", INVITATION.EXPIRES_AT)
        .one("inviter", INVITATION.INVITER_ID)
        .column("inviterName", INVITATION.INVITER_NAME);
    describeInviting(wiring);
    describeAnswering(wiring);
  }

  private static InvitationStatus status(Cells invitation) {
    return Invitation.status(
        new Invitation.Times(
            invitation.find(INVITATION.ACCEPTED_AT),
            invitation.find(INVITATION.DECLINED_AT),
            invitation.find(INVITATION.REVOKED_AT),
            invitation.get(INVITATION.EXPIRES_AT)));
  }

  private static void describeInviting(Wiring wiring) {
    wiring
        .mutation("inviteMember", InviteMember.Invited.class, InviteMember::run)
        .field("invitation", p -> p.invitation())
        .edge("invitationEdge", "Organization.invitations", InviteMember.Invited::invitation)
        .field("token", InviteMember.Invited::token)
        .field("auditEventId", p -> Optional.ofNullable(p.auditEvent()).map(AuditEvent::globalId));
    wiring
        .mutation("renewInvitation", RenewInvitation.Renewed.class, RenewInvitation::run)
        .field("invitation", p -> p.invitation())
        .field("token", RenewInvitation.Renewed::token)
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
    wiring
        .mutation("revokeInvitation", RevokeInvitation.Revoked.class, RevokeInvitation::run)
        .field("invitation", p -> p.invitation())
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
  }

  private static void describeAnswering(Wiring wiring) {
    wiring
        .mutation("acceptInvitation", AcceptInvitation.Accepted.class, AcceptInvitation::run)
        .field("membership", p -> p.membership())
        .edge("membershipEdge", "Organization.memberships", AcceptInvitation.Accepted::membership)
        .field("organization", p -> p.organization())
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
    wiring
        .mutation("declineInvitation", DeclineInvitation.Declined.class, DeclineInvitation::run)
        .field("invitation", p -> p.invitation())
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
  }
}
