package foundry.api.membership;

import static foundry.api.tables.Tables.MEMBERSHIP;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.notification.NewNotification;
import java.util.UUID;

/** Ends another person's membership. Roles are read for every request, so it holds at once. */
final class RemoveMember {
  record Removed(UUID membership, UUID organization, UUID auditEvent) {}

  private RemoveMember() {}

  static Outcome<Removed> run(Writes writes, Call input) {
    return Managed.with(writes, input.text("membershipId"), managed -> remove(writes, managed));
  }

  private static Outcome<Removed> remove(Writes writes, Managed managed) {
    var membership = managed.membership();
    if (managed.isViewers(writes)) {
      return Outcome.refused(
          Code.INVALID_INPUT,
          "membershipId: your own (expected: another's; leaveOrganization ends your own)",
          "membershipId");
    }
    if (Managed.isLastOwner(writes, membership)) return Managed.lastOwner("membershipId");
    // While they still belong: nobody is told who does not.
    NewNotification.removed(membership.user(), managed.organization())
        .put(writes, managed.organization());
    if (!end(writes, membership)) {
      return Outcome.notFound("membershipId", Membership.NODE.globalId(membership.uuid()));
    }
    var event = managed.audit(writes, "membership.remove");
    return Outcome.done(new Removed(membership.uuid(), membership.org().value(), event));
  }

  /** False if somebody else has ended it meanwhile. */
  static boolean end(Writes writes, Membership membership) {
    return writes.delete(MEMBERSHIP).and(MEMBERSHIP.ID.eq(membership.uuid())).execute() > 0;
  }
}
