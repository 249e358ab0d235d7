package foundry.api.project;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.tables.Tables.PROJECT;

import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Mutation;
import foundry.api.graphql.PayloadFields;
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
    wiring.live(new ProjectLive());
    wiring
        .type("ProjectUpdate", ProjectUpdate.class)
        .field("job", ProjectUpdate::job)
        .field("document", ProjectUpdate::document)
        .field("deletedId", ProjectUpdate::gone);
    describeProject(wiring);
    wiring
        .mutation("createProject", CreateProject.Created.class, CreateProject::run)
        .field("project", CreateProject.Created::project)
        .edge("projectEdge", "Organization.projects", CreateProject.Created::project)
        .field("auditEventId", created -> AuditEvent.globalId(created.auditEvent()));
    describeChange(wiring, "renameProject", RenameProject::run);
    describeChange(wiring, "archiveProject", ArchiveProject::run);
    describeChange(wiring, "unarchiveProject", UnarchiveProject::run);
    describeChange(wiring, "undoDeleteProject", UndoDeleteProject::run)
        .edge("projectEdge", "Organization.projects", ProjectChange::project);
    wiring
        .mutation("deleteProject", DeleteProject.Deleted.class, DeleteProject::run)
        .field("deletedProjectId", deleted -> Project.NODE.globalId(deleted.project()))
        .field("undoUntil", DeleteProject.Deleted::undoUntil)
        .field("auditEventId", deleted -> AuditEvent.globalId(deleted.auditEvent()));
  }

  private static PayloadFields<ProjectChange> describeChange(
      Wiring wiring, String name, Mutation<ProjectChange> mutation) {
    return wiring
        .mutation(name, ProjectChange.class, mutation)
        .field("project", ProjectChange::project)
        .field("auditEventId", change -> AuditEvent.globalId(change.auditEvent()));
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
        .column("archivedAt", PROJECT.ARCHIVED_AT)
        .computed("viewerCanEdit", Projects::viewerCanEdit, PROJECT.ORG_ID, PROJECT.ARCHIVED_AT)
        .list(
            "documents",
            new Listing()
                .link(DOCUMENT.ORG_ID, PROJECT.ORG_ID)
                .link(DOCUMENT.PROJECT_ID, PROJECT.ID)
                .filterAny("status", DOCUMENT.STATUS)
                .filterText("name", DOCUMENT.NAME_KEY)
                .newestFirst("CREATED_AT", DOCUMENT.CREATED_AT)
                .rising("NAME", DOCUMENT.NAME_KEY))
        .list(
            "jobs",
            new Listing()
                .link(JOB.ORG_ID, PROJECT.ORG_ID)
                .link(JOB.PROJECT_ID, PROJECT.ID)
                .filter("kind", JOB.KIND)
                .filterAny("status", JOB.STATUS)
                .newestFirst("CREATED_AT", JOB.CREATED_AT));
  }

  private static boolean viewerCanEdit(Cells project, Call call) {
    return project.find(PROJECT.ARCHIVED_AT) == null
        && call.viewer().editable().contains(new OrgId(project.get(PROJECT.ORG_ID)));
  }
}
