package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.Limits;
import foundry.api.database.UuidV7;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.Text;
import foundry.api.graphql.UserError.Code;
import foundry.api.limit.Quota;
import foundry.api.organization.Organization;
import foundry.api.tables.enums.LimitKind;
import java.util.Map;
import java.util.UUID;

/** Creates an empty project. */
final class CreateProject {
  /** The new project, first in its organization's list. */
  record Created(UUID project, UUID auditEvent) {}

  private CreateProject() {}

  static Outcome<Created> run(Writes writes, Call input) {
    var organization = Organization.NODE.find(writes, input.text("orgId"));
    if (organization.isEmpty()) return Outcome.notFound("orgId", input.text("orgId"));
    var org = organization.get().id();
    if (!writes.viewer().editable().contains(org)) return Outcome.forbidden("orgId");
    var name = Text.line(input.text("name"));
    var fault = name.fault("name", Limits.PROJECT_NAME_CHARACTERS_MAX);
    if (fault.isPresent()) return Outcome.refused(Code.INVALID_INPUT, fault.get(), "name");
    var created = Outcome.done(create(writes, organization.get(), name.value()));
    return Quota.within(writes, org, LimitKind.PROJECTS, "orgId", created);
  }

  private static Created create(Writes writes, Organization organization, String name) {
    var id = UuidV7.next();
    var owner = writes.viewer().user().orElseThrow().value();
    writes
        .insert(
            PROJECT,
            organization.id(),
            Map.of(PROJECT.ID, id, PROJECT.OWNER_ID, owner, PROJECT.NAME, name))
        .execute();
    var subject = new Writes.Subject("project", id, name);
    var event = writes.audit(organization.id(), "project.create", subject);
    return new Created(id, event);
  }
}
