package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import org.jooq.impl.DSL;

/** Puts a project away: nothing is added to it any more. */
final class ArchiveProject {
  private ArchiveProject() {}

  static Outcome<ProjectChange> run(Writes writes, Call input) {
    return ProjectChange.of(writes, input, project -> archive(writes, project));
  }

  private static Outcome<ProjectChange> archive(Writes writes, Project project) {
    if (project.archivedAt() != null) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "projectId: archived (expected: a project that is in use)",
          ProjectChange.FIELD);
    }
    var event = new ProjectChange.Event("project.archive", project.name());
    return Outcome.done(
        ProjectChange.set(
            writes, project, PROJECT.ARCHIVED_AT, DSL.currentOffsetDateTime(), event));
  }
}
