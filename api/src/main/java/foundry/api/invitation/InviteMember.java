package foundry.api.invitation;

import static foundry.api.tables.Tables.INVITATION;
import static foundry.api.tables.Tables.MEMBERSHIP;
import static foundry.api.tables.Tables.USER;

import com.fasterxml.jackson.annotation.JsonIgnore;
import foundry.api.Limits;
import foundry.api.account.User;
import foundry.api.database.Entrance;
import foundry.api.database.UuidV7;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.organization.Organization;
import foundry.api.tables.enums.InvitationStatus;
import foundry.api.viewer.Email;
import foundry.api.viewer.Role;
import foundry.viewer.OrgId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Keeps a place in an organization for an e-mail address. */
final class InviteMember {
  /**
   * @param token never kept, so nothing when the request is repeated; nothing too, and no event, if
   *     the address was invited before
   */
  record Invited(UUID invitation, @JsonIgnore @Nullable String token, @Nullable UUID auditEvent) {}

  /** Who is invited as what, by whose leave: all of it checked. */
  private record Place(Organization organization, Email email, Role role) {
    OrgId org() {
      return organization.id();
    }
  }

  private InviteMember() {}

  static Outcome<Invited> run(Writes writes, Call input) {
    var organization = Organization.NODE.find(writes, input.text("orgId"));
    if (organization.isEmpty()) return Outcome.notFound("orgId", input.text("orgId"));
    var own = writes.viewer().roleIn(organization.get().id()).orElse(Role.VIEWER);
    if (!own.mayAdminister()) return Outcome.forbidden("orgId", "admin or owner");
    var role = Role.valueOf(input.text("role"));
    if (!own.ranksWith(role)) return Outcome.forbidden("role", "owner");
    var email = Email.parse(input.text("email"));
    if (email.isEmpty()) {
      return Outcome.refused(
          Code.INVALID_INPUT,
          "email: not an e-mail address (expected: one like name@example.com)",
          "email");
    }
    return invite(writes, new Place(organization.get(), email.get(), role));
  }

  private static Outcome<Invited> invite(Writes writes, Place place) {
    if (isMember(writes, place)) {
      return Outcome.refused(
          Code.ALREADY_MEMBER,
          "email: of a member (expected: of somebody who does not belong yet)",
          "email");
    }
    if (pendingCount(writes, place.org()) >= Limits.INVITATIONS_PENDING_MAX) {
      return Outcome.refused(
          Code.LIMIT_EXCEEDED,
          "pending invitations: %d (expected: fewer; revoke some)"
              .formatted(Limits.INVITATIONS_PENDING_MAX));
    }
    Entrance.closeExpired(writes, place.org(), place.email().value());
    while (true) {
      var made = insert(writes, place);
      if (made.isPresent()) return Outcome.done(made.get());
      var open = Standing.find(writes, place.org(), place.email());
      if (open.isPresent()) return again(open.get(), place.role());
      // else it was answered or revoked a moment ago, which makes room
    }
  }

  private static boolean isMember(Writes writes, Place place) {
    var email = place.email().value();
    var people =
        DSL.select(USER.ID)
            .from(USER)
            .where(writes.readable(USER))
            .and(USER.VOUCHED_EMAIL.eq(email).or(DSL.lower(USER.EMAIL).eq(email)));
    var there = MEMBERSHIP.ORG_ID.eq(place.org().value()).and(MEMBERSHIP.USER_ID.in(people));
    return writes.count(MEMBERSHIP, there) > 0;
  }

  private static int pendingCount(Writes writes, OrgId org) {
    var pending = Invitation.STATUS.eq(InvitationStatus.PENDING);
    return writes.count(INVITATION, INVITATION.ORG_ID.eq(org.value()).and(pending));
  }

  /** Nothing if somebody else has just invited the address. */
  private static Optional<Invited> insert(Writes writes, Place place) {
    var token = InvitationToken.fresh();
    var id = UuidV7.next();
    var inviter = writes.viewer().user().flatMap(u -> User.NODE.find(writes, u.value()));
    int rows =
        writes
            .insert(
                INVITATION,
                place.org(),
                Map.of(
                    INVITATION.ID, id,
                    INVITATION.ORG_NAME, place.organization().name(),
                    INVITATION.EMAIL, place.email().value(),
                    INVITATION.ROLE, foundry.api.tables.enums.Role.valueOf(place.role().name()),
                    INVITATION.INVITER_ID, inviter.orElseThrow().uuid(),
                    INVITATION.INVITER_NAME, inviter.orElseThrow().name(),
                    INVITATION.TOKEN_SHA256, token.sha256()))
            .onConflictDoNothing()
            .execute();
    if (rows == 0) return Optional.empty();
    Entrance.tellInvited(writes, id);
    var event = writes.audit(place.org(), "invitation.create", subject(id, place.email()));
    return Optional.of(new Invited(id, token.value(), event));
  }

  private static Outcome<Invited> again(Invitation open, Role role) {
    if (open.role() == role) return Outcome.done(new Invited(open.uuid(), null, null));
    return Outcome.refused(
        Code.WRONG_STATE,
        "role: %s (expected: %s, as which the address is invited already; or revoke that first)"
            .formatted(role, open.role()),
        "role");
  }

  /** Every member reads the trail, and the address is of somebody who is not there yet. */
  static Writes.Subject subject(UUID invitation, Email email) {
    return new Writes.Subject("invitation", invitation, email.toString());
  }
}
