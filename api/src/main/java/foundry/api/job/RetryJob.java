package foundry.api.job;

import static foundry.api.tables.Tables.JOB;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.enums.JobStatus;
import java.util.Map;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** Runs a failed or cancelled job again, from its beginning. */
final class RetryJob {
  private RetryJob() {}

  static Outcome<JobChange> run(Writes writes, Call input) {
    var found = Job.NODE.findForUpdate(writes, input.text("jobId"));
    if (found.isEmpty()) return Outcome.notFound("jobId", input.text("jobId"));
    var job = found.get();
    if (!writes.viewer().editable().contains(job.org())) return Outcome.forbidden("jobId");
    if (!job.isRetryable()) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "jobId: %s (expected: CANCELLED, or FAILED for a reason that may pass, and its document still here)"
              .formatted(job.state().status()),
          "jobId");
    }
    JobWrites.change(writes, job, fresh(job.state().attempt() + 1));
    JobWrites.markDocument(writes, job, DocumentStatus.INGESTING, null);
    JobWrites.enqueue(writes, job);
    var event = writes.audit(job.org(), "job.retry", JobWrites.subject(writes, job));
    return Outcome.done(new JobChange(job.uuid(), event));
  }

  private static Map<Field<?>, @Nullable Object> fresh(int attempt) {
    return JobWrites.values(
        JOB.STATUS, JobStatus.QUEUED,
        JOB.ATTEMPT, attempt,
        JOB.STAGE, null,
        JOB.PERCENT, 0,
        JOB.SECONDS_LEFT, null,
        JOB.STARTED_AT, null,
        JOB.FINISHED_AT, null,
        JOB.FAILURE_CODE, null,
        JOB.ANSWER, "",
        JOB.ANSWER_PARTIAL, true,
        JOB.GROUNDED, null,
        JOB.CITATIONS, JSONB.valueOf("[]"),
        JOB.INPUT_TOKENS, null,
        JOB.OUTPUT_TOKENS, null,
        JOB.MILLIS_TO_FIRST_WORD, null,
        JOB.MILLIS, null);
  }
}
