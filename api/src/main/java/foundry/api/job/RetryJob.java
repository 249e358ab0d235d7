package foundry.api.job;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.project.OpenProject;
import foundry.api.project.Project;
import foundry.api.tables.enums.DocumentStatus;

/** Runs a failed or cancelled job again, from its beginning. */
final class RetryJob {
  private RetryJob() {}

  static Outcome<JobChange> run(Writes writes, Call input) {
    var id = input.text("jobId");
    var found = Job.NODE.find(writes, id);
    if (found.isEmpty()) return Outcome.notFound("jobId", id);
    var project = Project.globalId(found.get().project());
    return OpenProject.use(writes, "jobId", project, open -> retry(writes, id));
  }

  private static Outcome<JobChange> retry(Writes writes, String id) {
    var found = Job.NODE.findForUpdate(writes, id);
    if (found.isEmpty()) return Outcome.notFound("jobId", id);
    var job = found.get();
    if (!job.isRetryable()) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "jobId: %s (expected: CANCELLED, or FAILED for a reason that may pass, and its document still here)"
              .formatted(job.state().status()),
          "jobId");
    }
    var other = JobWrites.otherIngest(writes, job);
    if (other.isPresent()) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "jobId: %s ingests the same document (expected: a document that is not being ingested)"
              .formatted(Job.NODE.globalId(other.get())),
          "jobId");
    }
    JobWrites.beginAnew(writes, job);
    JobWrites.markDocument(writes, job, DocumentStatus.INGESTING, null);
    var event = writes.audit(job.org(), "job.retry", JobWrites.subject(writes, job));
    return Outcome.done(new JobChange(job.uuid(), event));
  }
}
