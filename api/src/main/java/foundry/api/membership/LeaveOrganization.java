package foundry.api.membership;

import foundry.api.account.User;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.organization.Organization;
import java.util.UUID;

/** Ends the viewer's own membership. */
final class LeaveOrganization {
  record Left(UUID organization, UUID auditEvent) {}

  private LeaveOrganization() {}

  static Outcome<Left> run(Writes writes, Call input) {
    var organization = Organization.NODE.find(writes, input.text("orgId"));
    if (organization.isEmpty()) return Outcome.notFound("orgId", input.text("orgId"));
    var org = organization.get().id();
    var user = writes.viewer().user().orElseThrow();
    if (writes.viewer().owned().contains(org)) Managed.holdOwners(writes, org);
    var own = Membership.of(writes, org, user);
    if (own.isEmpty()) return Outcome.notFound("orgId", input.text("orgId"));
    if (Managed.isLastOwner(writes, own.get())) return Managed.lastOwner("orgId");
    return leave(writes, own.get(), input);
  }

  private static Outcome<Left> leave(Writes writes, Membership own, Call input) {
    var name = User.NODE.find(writes, own.user().value()).orElseThrow().name();
    var subject = new Writes.Subject("membership", own.uuid(), name);
    var event = writes.audit(own.org(), "membership.leave", subject); // as long as one belongs
    if (!RemoveMember.end(writes, own)) return Outcome.notFound("orgId", input.text("orgId"));
    writes.refreshRoles();
    return Outcome.done(new Left(own.org().value(), event));
  }
}
