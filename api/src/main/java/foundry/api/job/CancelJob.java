package foundry.api.job;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.enums.FailureCode;

/** Stops a queued or running job at once; its worker hears of it and stops too. */
final class CancelJob {
  private CancelJob() {}

  static Outcome<JobChange> run(Writes writes, Call input) {
    var found = Job.NODE.findForUpdate(writes, input.text("jobId"));
    if (found.isEmpty()) return Outcome.notFound("jobId", input.text("jobId"));
    var job = found.get();
    if (!writes.viewer().editable().contains(job.org())) return Outcome.forbidden("jobId");
    if (!job.isCancellable()) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "jobId: %s (expected: QUEUED or RUNNING)".formatted(job.state().status()),
          "jobId");
    }
    JobWrites.cancel(writes, job);
    if (JobWrites.otherIngest(writes, job).isEmpty()) {
      JobWrites.markDocument(writes, job, DocumentStatus.FAILED, FailureCode.INTERRUPTED);
    }
    var event = writes.audit(job.org(), "job.cancel", JobWrites.subject(writes, job));
    return Outcome.done(new JobChange(job.uuid(), event));
  }
}
