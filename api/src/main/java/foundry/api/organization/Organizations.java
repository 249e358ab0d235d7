package foundry.api.organization;

import static foundry.api.tables.Tables.AUDIT_EVENT;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.tables.Tables.ORGANIZATION;
import static foundry.api.tables.Tables.PROJECT;

import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.plan.Cells;
import foundry.api.graphql.plan.Listing;
import foundry.api.viewer.Role;
import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;

/** Organizations and what they hold. */
public final class Organizations implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Organizations.class, "organization.graphqls");
    wiring.query("organization", call -> call.text("id"));
    wiring
        .node(Organization.NODE)
        .id("id", ORGANIZATION.ID, "Organization")
        .column("createdAt", ORGANIZATION.CREATED_AT)
        .column("updatedAt", ORGANIZATION.UPDATED_AT)
        .column("name", ORGANIZATION.NAME)
        .computed("viewerRole", Organizations::viewerRole, ORGANIZATION.ID)
        .list(
            "projects",
            new Listing()
                .link(PROJECT.ORG_ID, ORGANIZATION.ID)
                .newestFirst("CREATED_AT", PROJECT.CREATED_AT))
        .list(
            "jobs",
            new Listing()
                .link(JOB.ORG_ID, ORGANIZATION.ID)
                .filterAny("status", JOB.STATUS)
                .newestFirst("CREATED_AT", JOB.CREATED_AT))
        .list(
            "auditEvents",
            new Listing()
                .link(AUDIT_EVENT.ORG_ID, ORGANIZATION.ID)
                .newestFirst("CREATED_AT", AUDIT_EVENT.CREATED_AT));
  }

  private static Role viewerRole(Cells organization, Call call) {
    return switch (call.viewer()) {
      case Viewer.Person person ->
          person.roles().getOrDefault(new OrgId(organization.get(ORGANIZATION.ID)), Role.VIEWER);
      case Viewer.Product ignored -> Role.OWNER;
    };
  }
}
