package foundry.api.membership;

import static foundry.api.tables.Tables.MEMBERSHIP;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.notification.NewNotification;
import foundry.api.viewer.Role;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;

/** Gives a person another role. */
final class ChangeRole {
  record Changed(UUID membership, UUID auditEvent) {}

  private ChangeRole() {}

  static Outcome<Changed> run(Writes writes, Call input) {
    var role = Role.valueOf(input.text("role"));
    return Managed.with(
        writes, input.text("membershipId"), managed -> change(writes, managed, role));
  }

  private static Outcome<Changed> change(Writes writes, Managed managed, Role role) {
    var membership = managed.membership();
    if (!managed.viewerRole().ranksWith(role)) return Outcome.forbidden("role", "owner");
    if (membership.role() == role) {
      return Outcome.refused(
          Code.WRONG_STATE, "role: %s (expected: another than now)".formatted(role), "role");
    }
    if (Managed.isLastOwner(writes, membership)) return Managed.lastOwner("membershipId");
    give(writes, membership, role);
    if (!managed.isViewers(writes)) tell(writes, managed, role);
    // The trail names the act and what it was done to: the role given is part of the act.
    var event = managed.audit(writes, "membership.make_" + role.name().toLowerCase(Locale.ROOT));
    if (managed.isViewers(writes)) writes.refreshRoles();
    return Outcome.done(new Changed(membership.uuid(), event));
  }

  static void give(Writes writes, Membership membership, Role role) {
    writes
        .update(
            MEMBERSHIP,
            Map.of(
                MEMBERSHIP.ROLE,
                foundry.api.tables.enums.Role.valueOf(role.name()),
                MEMBERSHIP.UPDATED_AT,
                DSL.currentOffsetDateTime()))
        .and(MEMBERSHIP.ID.eq(membership.uuid()))
        .execute();
  }

  static void tell(Writes writes, Managed managed, Role role) {
    var subject = new Writes.Subject("membership", managed.membership().uuid(), managed.name());
    NewNotification.roleChanged(managed.membership().user(), subject, role)
        .put(writes, managed.organization());
  }
}
