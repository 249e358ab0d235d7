package foundry.api.organization;

import static foundry.api.tables.Tables.ORGANIZATION;

import foundry.api.Limits;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.Text;
import foundry.api.graphql.UserError.Code;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;

/** Gives an organization another name. */
final class RenameOrganization {
  record Renamed(UUID organization, UUID auditEvent) {}

  private RenameOrganization() {}

  static Outcome<Renamed> run(Writes writes, Call input) {
    var organization = Organization.NODE.find(writes, input.text("orgId"));
    if (organization.isEmpty()) return Outcome.notFound("orgId", input.text("orgId"));
    var org = organization.get().id();
    if (!writes.viewer().owned().contains(org)) return Outcome.forbidden("orgId", "owner");
    var name = Text.line(input.text("name"));
    var fault = name.fault("name", Limits.ORGANIZATION_NAME_CHARACTERS_MAX);
    if (fault.isPresent()) return Outcome.refused(Code.INVALID_INPUT, fault.get(), "name");
    writes
        .update(
            ORGANIZATION,
            Map.of(
                ORGANIZATION.NAME, name.value(),
                ORGANIZATION.UPDATED_AT, DSL.currentOffsetDateTime()))
        .and(ORGANIZATION.ID.eq(org.value()))
        .execute();
    var subject = new Writes.Subject("organization", org.value(), name.value());
    return Outcome.done(
        new Renamed(org.value(), writes.audit(org, "organization.rename", subject)));
  }
}
