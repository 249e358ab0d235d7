package foundry.api.organization;

import static foundry.api.tables.Tables.MEMBERSHIP;

import foundry.api.Limits;
import foundry.api.database.Entrance;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.Text;
import foundry.api.graphql.UserError.Code;
import foundry.api.tables.enums.Role;
import java.util.UUID;

/** Founds an organization, of which the viewer becomes the owner. */
final class CreateOrganization {
  record Created(UUID organization, UUID auditEvent) {}

  private CreateOrganization() {}

  static Outcome<Created> run(Writes writes, Call input) {
    var name = Text.line(input.text("name"));
    var fault = name.fault("name", Limits.ORGANIZATION_NAME_CHARACTERS_MAX);
    if (fault.isPresent()) return Outcome.refused(Code.INVALID_INPUT, fault.get(), "name");
    var org = Entrance.createOrganization(writes, name.value());
    if (ownedCount(writes) > Limits.ORGANIZATIONS_OWNED_MAX) {
      return Outcome.refused(
          Code.LIMIT_EXCEEDED,
          "organizations owned: %d (expected: fewer)".formatted(Limits.ORGANIZATIONS_OWNED_MAX));
    }
    var subject = new Writes.Subject("organization", org.value(), name.value());
    var event = writes.audit(org, "organization.create", subject);
    return Outcome.done(new Created(org.value(), event));
  }

  /** With the new one. A person's foundings wait for each other, so none is overlooked. */
  private static int ownedCount(Writes writes) {
    var user = writes.viewer().user().orElseThrow().value();
    return writes.count(
        MEMBERSHIP, MEMBERSHIP.USER_ID.eq(user).and(MEMBERSHIP.ROLE.eq(Role.OWNER)));
  }
}
