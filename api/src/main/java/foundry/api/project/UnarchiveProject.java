package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;

/** Takes a project out of the archive. */
final class UnarchiveProject {
  private UnarchiveProject() {}

  static Outcome<ProjectChange> run(Writes writes, Call input) {
    return ProjectChange.of(writes, input, project -> unarchive(writes, project));
  }

  private static Outcome<ProjectChange> unarchive(Writes writes, Project project) {
    if (project.archivedAt() == null) {
      return Outcome.refused(
          Code.WRONG_STATE, "projectId: in use (expected: archived)", ProjectChange.FIELD);
    }
    var event = new ProjectChange.Event("project.unarchive", project.name());
    return Outcome.done(ProjectChange.set(writes, project, PROJECT.ARCHIVED_AT, null, event));
  }
}
