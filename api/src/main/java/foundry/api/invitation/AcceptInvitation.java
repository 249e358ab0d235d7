package foundry.api.invitation;

import foundry.api.account.User;
import foundry.api.database.Entrance;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.limit.Quota;
import foundry.api.membership.Membership;
import foundry.api.tables.enums.LimitKind;
import foundry.viewer.OrgId;
import java.util.Objects;
import java.util.UUID;

/** Joins an organization by an invitation. */
final class AcceptInvitation {
  record Accepted(UUID organization, UUID membership, UUID auditEvent) {}

  private AcceptInvitation() {}

  static Outcome<Accepted> run(Writes writes, Call input) {
    var field = input.textIfGiven("token").isPresent() ? "token" : "invitationId";
    var outcome = accept(writes, input);
    return outcome instanceof Outcome.Done<Accepted>(var accepted)
        ? Quota.within(
            writes, new OrgId(accepted.organization()), LimitKind.MEMBERS, field, outcome)
        : outcome;
  }

  private static Outcome<Accepted> accept(Writes writes, Call input) {
    return Answering.with(
        input,
        (token, id) -> Entrance.accept(writes, token, id),
        answer -> joined(writes, new OrgId(Objects.requireNonNull(answer.organization()))));
  }

  private static Accepted joined(Writes writes, OrgId org) {
    var user = writes.viewer().user().orElseThrow();
    var membership = Membership.of(writes, org, user).orElseThrow();
    var name = User.NODE.find(writes, user.value()).orElseThrow().name();
    var subject = new Writes.Subject("membership", membership.uuid(), name);
    var event = writes.audit(org, "membership.join", subject);
    return new Accepted(org.value(), membership.uuid(), event);
  }
}
