package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.Limits;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.job.JobWrites;
import java.time.Instant;
import java.util.UUID;
import org.jooq.impl.DSL;

/** Hides a project with all it holds, stops its jobs, and has it purged unless that is undone. */
final class DeleteProject {
  /** What is gone, and until when it can be brought back. */
  record Deleted(UUID project, Instant undoUntil, UUID auditEvent) {}

  private DeleteProject() {}

  static Outcome<Deleted> run(Writes writes, Call input) {
    return ProjectChange.of(writes, input, project -> delete(writes, project));
  }

  private static Outcome<Deleted> delete(Writes writes, Project project) {
    if (!project.mayBeDeletedBy(writes.viewer())) return refused();
    writes.showDeleted(); // else PostgreSQL refuses to hide a row from whoever changes it
    JobWrites.cancelOpen(writes, project.id());
    var event = new ProjectChange.Event("project.delete", project.name());
    var change =
        ProjectChange.set(writes, project, PROJECT.DELETED_AT, DSL.currentOffsetDateTime(), event);
    var undoUntil = writes.now().plus(Limits.UNDO_DELETE_PROJECT_MAX);
    writes.enqueueAt("purge_project", project.uuid(), project.org(), undoUntil);
    return Outcome.done(new Deleted(project.uuid(), undoUntil, change.auditEvent()));
  }

  static <P> Outcome<P> refused() {
    return Outcome.refused(
        Code.FORBIDDEN,
        "Only the project's owner or an admin or owner of the organization may delete it.",
        ProjectChange.FIELD);
  }
}
