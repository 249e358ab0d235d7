package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.Limits;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.job.JobWrites;
import java.time.Instant;

/** Brings a deleted project back; the jobs that its deletion stopped begin anew. */
final class UndoDeleteProject {
  private UndoDeleteProject() {}

  static Outcome<ProjectChange> run(Writes writes, Call input) {
    writes.showDeleted();
    return ProjectChange.of(writes, input, project -> undo(writes, project));
  }

  private static Outcome<ProjectChange> undo(Writes writes, Project project) {
    var deletedAt = project.deletedAt();
    if (deletedAt == null) {
      return Outcome.refused(
          Code.WRONG_STATE, "projectId: not deleted (expected: deleted)", ProjectChange.FIELD);
    }
    if (!project.mayBeDeletedBy(writes.viewer())) return DeleteProject.refused();
    if (isPast(deletedAt, writes.clock())) {
      return Outcome.notFound(ProjectChange.FIELD, Project.globalId(project.id()));
    }
    var event = new ProjectChange.Event("project.undo_delete", project.name());
    var change = ProjectChange.set(writes, project, PROJECT.DELETED_AT, null, event);
    JobWrites.beginAnew(writes, project.id(), deletedAt);
    return Outcome.done(change);
  }

  /** A purge may have begun; read from the clock behind the lock that a purge begins with. */
  private static boolean isPast(Instant deletedAt, Instant now) {
    return !now.isBefore(deletedAt.plus(Limits.UNDO_DELETE_PROJECT_MAX));
  }
}
