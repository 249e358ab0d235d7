package foundry.api.project;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.tables.Tables.PROJECT;

import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.plan.Cells;
import foundry.api.graphql.plan.Listing;
import foundry.viewer.OrgId;

/** Projects and what they hold. */
public final class Projects implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Projects.class, "project.graphqls");
    wiring.query("project", call -> call.text("id"));
    describeProject(wiring);
    wiring
        .mutation("createProject", CreateProject.Created.class, CreateProject::run)
        .field("project", CreateProject.Created::project)
        .edge("projectEdge", "Organization.projects", CreateProject.Created::project)
        .field("auditEventId", created -> AuditEvent.globalId(created.auditEvent()));
  }

  private static void describeProject(Wiring wiring) {
    wiring
        .node(Project.NODE)
        .id("id", PROJECT.ID, "Project")
        .column("createdAt", PROJECT.CREATED_AT)
        .column("updatedAt", PROJECT.UPDATED_AT)
        .id("orgId", PROJECT.ORG_ID, "Organization")
        .id("ownerId", PROJECT.OWNER_ID, "User")
        .one("owner", PROJECT.OWNER_ID)
        .one("organization", PROJECT.ORG_ID)
        .column("name", PROJECT.NAME)
        .column("suggestedQuestions", PROJECT.SUGGESTED_QUESTIONS)
        .computed("viewerCanEdit", Projects::viewerCanEdit, PROJECT.ORG_ID)
        .list(
            "documents",
            new Listing()
                .link(DOCUMENT.ORG_ID, PROJECT.ORG_ID)
                .link(DOCUMENT.PROJECT_ID, PROJECT.ID)
                .newestFirst("CREATED_AT", DOCUMENT.CREATED_AT))
        .list(
            "jobs",
            new Listing()
                .link(JOB.ORG_ID, PROJECT.ORG_ID)
                .link(JOB.PROJECT_ID, PROJECT.ID)
                .filter("kind", JOB.KIND)
                .newestFirst("CREATED_AT", JOB.CREATED_AT));
  }

  private static boolean viewerCanEdit(Cells project, Call call) {
    return call.viewer().editable().contains(new OrgId(project.get(PROJECT.ORG_ID)));
  }
}
