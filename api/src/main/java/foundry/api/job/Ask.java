package foundry.api.job;

import foundry.api.Limits;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.Text;
import foundry.api.graphql.UserError.Code;
import foundry.api.limit.Quota;
import foundry.api.project.OpenProject;
import foundry.api.project.Project;
import foundry.api.tables.enums.LimitKind;

/** Asks a question about the documents of a project. */
final class Ask {
  private Ask() {}

  static Outcome<JobChange> run(Writes writes, Call input) {
    return OpenProject.use(
        writes, "projectId", input.text("projectId"), project -> ask(writes, project, input));
  }

  private static Outcome<JobChange> ask(Writes writes, Project project, Call input) {
    var question = Text.lines(input.text("question"));
    var fault = question.fault("question", Limits.QUESTION_CHARACTERS_MAX);
    if (fault.isPresent()) return Outcome.refused(Code.INVALID_INPUT, fault.get(), "question");
    var job = JobWrites.startAnswer(writes, project.org(), project.id(), question.value());
    var event = writes.audit(project.org(), "question.ask", JobWrites.subject(writes, job));
    var asked = Outcome.done(new JobChange(job.uuid(), event));
    return Quota.within(writes, job.org(), LimitKind.ANSWERS_PER_DAY, "projectId", asked);
  }
}
