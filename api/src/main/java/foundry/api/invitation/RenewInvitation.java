package foundry.api.invitation;

import static foundry.api.tables.Tables.INVITATION;

import com.fasterxml.jackson.annotation.JsonIgnore;
import foundry.api.database.Entrance;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.tables.enums.InvitationStatus;
import foundry.api.viewer.Email;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Makes a new token for an invitation that waits, or waited until it expired. */
final class RenewInvitation {
  /**
   * @param token never kept, so nothing when the request is repeated
   */
  record Renewed(UUID invitation, @JsonIgnore @Nullable String token, UUID auditEvent) {}

  private RenewInvitation() {}

  static Outcome<Renewed> run(Writes writes, Call input) {
    return Standing.with(
        writes, input.text("invitationId"), invitation -> renew(writes, invitation));
  }

  private static Outcome<Renewed> renew(Writes writes, Invitation invitation) {
    var email = new Email(invitation.email());
    var token = InvitationToken.fresh();
    int rows =
        writes
            .update(
                INVITATION,
                Map.of(
                    INVITATION.TOKEN_SHA256, token.sha256(),
                    INVITATION.EXPIRES_AT, DSL.default_(INVITATION.EXPIRES_AT),
                    INVITATION.UPDATED_AT, DSL.currentOffsetDateTime()))
            .and(INVITATION.ID.eq(invitation.uuid()))
            .and(Standing.of(invitation.org(), email))
            .execute();
    if (rows == 0) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "invitationId: of one that is closed, %s (expected: pending or expired; or invite again)"
              .formatted(invitation.status()),
          "invitationId");
    }
    if (invitation.status() == InvitationStatus.EXPIRED) {
      Entrance.tellInvited(writes, invitation.uuid());
    }
    var subject = InviteMember.subject(invitation.uuid(), email);
    var event = writes.audit(invitation.org(), "invitation.renew", subject);
    return Outcome.done(new Renewed(invitation.uuid(), token.value(), event));
  }
}
