package foundry.api.invitation;

import static foundry.api.tables.Tables.INVITATION;

import foundry.api.database.Writes;
import foundry.api.graphql.Outcome;
import foundry.api.viewer.Email;
import foundry.api.viewer.Role;
import foundry.viewer.OrgId;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;

/** An organization's invitations that nobody has answered or revoked, for who manages them. */
final class Standing {
  private static final String FIELD = "invitationId";

  private Standing() {}

  static Condition of(OrgId org, Email email) {
    return INVITATION
        .ORG_ID
        .eq(org.value())
        .and(INVITATION.EMAIL.eq(email.value()))
        .and(INVITATION.ACCEPTED_AT.isNull())
        .and(INVITATION.DECLINED_AT.isNull())
        .and(INVITATION.REVOKED_AT.isNull());
  }

  static Optional<Invitation> find(Writes writes, OrgId org, Email email) {
    return writes.from(INVITATION).and(of(org, email)).fetchOptional().map(Invitation.NODE::of);
  }

  /** Goes on with an invitation, held for this transaction, if the viewer may manage it. */
  static <P> Outcome<P> with(
      Writes writes, String globalId, Function<Invitation, Outcome<P>> then) {
    var seen = Invitation.NODE.find(writes, globalId);
    if (seen.isEmpty()) return Outcome.notFound(FIELD, globalId);
    var role = writes.viewer().roleIn(seen.get().org()).orElse(Role.VIEWER);
    if (!role.mayAdminister()) return Outcome.forbidden(FIELD, "admin or owner");
    if (!role.ranksWith(seen.get().role())) return Outcome.forbidden(FIELD, "owner");
    var held = writes.from(INVITATION).and(INVITATION.ID.eq(seen.get().uuid())).forNoKeyUpdate();
    return held.fetchOptional()
        .map(Invitation.NODE::of)
        .map(then)
        .orElseGet(() -> Outcome.forbidden(FIELD, "admin or owner"));
  }
}
