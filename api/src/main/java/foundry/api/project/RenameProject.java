package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.Limits;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.Text;
import foundry.api.graphql.UserError.Code;

/** Gives a project another name. */
final class RenameProject {
  private RenameProject() {}

  static Outcome<ProjectChange> run(Writes writes, Call input) {
    return ProjectChange.of(writes, input, project -> rename(writes, project, input));
  }

  private static Outcome<ProjectChange> rename(Writes writes, Project project, Call input) {
    var name = Text.line(input.text("name"));
    var fault = name.fault("name", Limits.PROJECT_NAME_CHARACTERS_MAX);
    if (fault.isPresent()) return Outcome.refused(Code.INVALID_INPUT, fault.get(), "name");
    var event = new ProjectChange.Event("project.rename", name.value());
    return Outcome.done(ProjectChange.set(writes, project, PROJECT.NAME, name.value(), event));
  }
}
