package foundry.api.job;

import static foundry.api.tables.Tables.JOB;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;

/** Deletes a job that ended, with its answer and what people said of it. */
final class DeleteJob {
  private DeleteJob() {}

  static Outcome<JobChange> run(Writes writes, Call input) {
    var found = Job.NODE.findForUpdate(writes, input.text("jobId"));
    if (found.isEmpty()) return Outcome.notFound("jobId", input.text("jobId"));
    var job = found.get();
    if (!writes.viewer().editable().contains(job.org())) return Outcome.forbidden("jobId");
    if (job.state().isOpen()) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "jobId: %s (expected: a job that ended; cancel it first)".formatted(job.state().status()),
          "jobId");
    }
    var subject = JobWrites.subject(writes, job);
    writes.delete(JOB).and(JOB.ID.eq(job.uuid())).execute();
    JobWrites.tell(writes, job);
    return Outcome.done(new JobChange(job.uuid(), writes.audit(job.org(), "job.delete", subject)));
  }
}
