package foundry.api.job;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.limit.Quota;
import foundry.api.project.OpenProject;
import foundry.api.project.Project;
import foundry.api.tables.enums.LimitKind;

/** Asks the question of an answer that ended once more; the former answer stays as it is. */
final class RerunJob {
  private RerunJob() {}

  static Outcome<JobChange> run(Writes writes, Call input) {
    var id = input.text("jobId");
    var found = Job.NODE.find(writes, id);
    if (found.isEmpty()) return Outcome.notFound("jobId", id);
    var project = Project.globalId(found.get().project());
    return OpenProject.use(writes, "jobId", project, open -> rerun(writes, id));
  }

  /** Holds the former job, to which the new one points, lest it is deleted meanwhile. */
  private static Outcome<JobChange> rerun(Writes writes, String id) {
    var found = Job.NODE.findForUpdate(writes, id);
    if (found.isEmpty()) return Outcome.notFound("jobId", id);
    return rerun(writes, found.get());
  }

  private static Outcome<JobChange> rerun(Writes writes, Job former) {
    var question = former.question();
    if (question == null) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "jobId: an ingest (expected: an answer; to ingest a document anew, use reingestDocument)",
          "jobId");
    }
    if (former.state().isOpen()) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "jobId: %s (expected: an answer that ended)".formatted(former.state().status()),
          "jobId");
    }
    var job = JobWrites.startAnswerAgain(writes, former, question);
    var event = writes.audit(job.org(), "job.rerun", JobWrites.subject(writes, job));
    var asked = Outcome.done(new JobChange(job.uuid(), event));
    return Quota.within(writes, job.org(), LimitKind.ANSWERS_PER_DAY, "jobId", asked);
  }
}
