package foundry.api.job;

import foundry.api.Limits;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.Text;
import foundry.api.graphql.UserError.Code;
import foundry.api.project.Project;

/** Asks a question about the documents of a project. */
final class Ask {
  private Ask() {}

  static Outcome<JobChange> run(Writes writes, Call input) {
    var found = Project.NODE.find(writes, input.text("projectId"));
    if (found.isEmpty()) return Outcome.notFound("projectId", input.text("projectId"));
    var project = found.get();
    if (!writes.viewer().editable().contains(project.org())) return Outcome.forbidden("projectId");
    var question = Text.lines(input.text("question"));
    var fault = question.fault("question", Limits.QUESTION_CHARACTERS_MAX);
    if (fault.isPresent()) return Outcome.refused(Code.INVALID_INPUT, fault.get(), "question");
    var job = JobWrites.startAnswer(writes, project.org(), project.id(), question.value());
    var event = writes.audit(project.org(), "question.ask", JobWrites.subject(writes, job));
    return Outcome.done(new JobChange(job.uuid(), event));
  }
}
