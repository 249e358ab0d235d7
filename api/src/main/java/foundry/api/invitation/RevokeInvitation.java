package foundry.api.invitation;

import static foundry.api.tables.Tables.INVITATION;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.tables.enums.InvitationStatus;
import foundry.api.viewer.Email;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;

/** Takes an invitation back. */
final class RevokeInvitation {
  record Revoked(UUID invitation, UUID auditEvent) {}

  private RevokeInvitation() {}

  static Outcome<Revoked> run(Writes writes, Call input) {
    return Standing.with(
        writes, input.text("invitationId"), invitation -> revoke(writes, invitation));
  }

  private static Outcome<Revoked> revoke(Writes writes, Invitation invitation) {
    if (invitation.status() != InvitationStatus.PENDING) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "invitationId: of one that is %s (expected: PENDING)".formatted(invitation.status()),
          "invitationId");
    }
    var now = DSL.currentOffsetDateTime();
    writes
        .update(INVITATION, Map.of(INVITATION.REVOKED_AT, now, INVITATION.UPDATED_AT, now))
        .and(INVITATION.ID.eq(invitation.uuid()))
        .execute();
    var subject = InviteMember.subject(invitation.uuid(), new Email(invitation.email()));
    var event = writes.audit(invitation.org(), "invitation.revoke", subject);
    return Outcome.done(new Revoked(invitation.uuid(), event));
  }
}
