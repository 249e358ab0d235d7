package foundry.api.membership;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.viewer.Role;
import java.util.UUID;

/** Makes another member an owner and the viewer an admin, in one step. */
final class TransferOwnership {
  record Transferred(UUID organization, UUID membership, UUID viewerMembership, UUID auditEvent) {}

  private TransferOwnership() {}

  static Outcome<Transferred> run(Writes writes, Call input) {
    return Managed.with(writes, input.text("membershipId"), heir -> transfer(writes, heir));
  }

  private static Outcome<Transferred> transfer(Writes writes, Managed heir) {
    if (heir.viewerRole() != Role.OWNER) return Outcome.forbidden("membershipId", "owner");
    if (heir.isViewers(writes)) return unfit(Code.INVALID_INPUT, "your own");
    if (heir.membership().suspendedAt().isPresent()) {
      return unfit(Code.WRONG_STATE, "of somebody who is shut out");
    }
    var user = writes.viewer().user().orElseThrow();
    var own = Membership.of(writes, heir.membership().org(), user).orElseThrow();
    ChangeRole.give(writes, heir.membership(), Role.OWNER);
    ChangeRole.give(writes, own, Role.ADMIN);
    return Outcome.done(record(writes, heir, own));
  }

  private static Transferred record(Writes writes, Managed heir, Membership own) {
    if (heir.membership().role() != Role.OWNER) ChangeRole.tell(writes, heir, Role.OWNER);
    var event = heir.audit(writes, "organization.transfer");
    writes.refreshRoles();
    return new Transferred(own.org().value(), heir.membership().uuid(), own.uuid(), event);
  }

  private static <P> Outcome<P> unfit(Code code, String what) {
    return Outcome.refused(
        code, "membershipId: %s (expected: of another member)".formatted(what), "membershipId");
  }
}
