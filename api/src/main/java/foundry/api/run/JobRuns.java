package foundry.api.run;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;

import foundry.api.database.Channel;
import foundry.api.database.Database;
import foundry.api.database.Writes;
import foundry.api.job.JobWrites;
import foundry.api.tables.enums.FailureCode;
import foundry.api.tables.enums.JobKind;
import foundry.api.tables.enums.JobStatus;
import foundry.api.tables.tables.records.JobRecord;
import foundry.api.viewer.Viewer;
import foundry.postgres.Notifications;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The jobs that this worker runs now; a change of one of them from outside stops its run. */
public final class JobRuns implements AutoCloseable {
  private final Database database;
  private final Map<UUID, JobRun> running = new ConcurrentHashMap<>();
  private final AutoCloseable subscription;
  private volatile boolean closing;

  public JobRuns(Database database, Notifications<Channel> notifications) {
    this.database = database;
    this.subscription = notifications.subscribe(Channel.JOB, this::onChange);
  }

  boolean isClosing() {
    return closing;
  }

  /** Begins a run; empty if the job is not, or no longer, to be run. */
  Optional<JobRun> begin(UUID id, OrgId org) {
    var viewer =
        new Viewer.Product(org, "begin job " + id, "job_" + id.toString().replace("-", ""));
    var job = database.write(viewer, writes -> begin(writes, id));
    return job.map(
        begun -> {
          var run = new JobRun(database, begun);
          running.put(id, run);
          if (closing) run.stop(JobRun.Stop.CLOSING);
          checkSoon(run); // it may have been cancelled before it was known here
          return run;
        });
  }

  void end(JobRun run) {
    running.remove(run.job().id(), run);
  }

  private Optional<RunningJob> begin(Writes writes, UUID id) {
    JobRecord row = writes.from(JOB).and(JOB.ID.eq(id)).forUpdate().fetchOne();
    if (row == null) return Optional.empty();
    return switch (row.getStatus()) {
      case QUEUED -> Optional.of(start(writes, row, row.getAttempt()));
      case RUNNING -> takeOver(writes, row);
      case CANCELLED -> {
        settle(writes, row);
        yield Optional.empty();
      }
      case SUCCEEDED, FAILED -> Optional.empty();
    };
  }

  /** The former run died. What it wrote for people to read is kept, and they decide. */
  private Optional<RunningJob> takeOver(Writes writes, JobRecord row) {
    int attempt = row.getAttempt() + 1;
    if (row.getKind() == JobKind.INGEST || row.getAnswer().isEmpty()) {
      return Optional.of(start(writes, row, attempt));
    }
    var job = job(writes, row, attempt);
    change(writes, row, Map.of(JOB.ATTEMPT, attempt));
    new JobRun(database, job).fail(writes, FailureCode.INTERRUPTED, Map.of());
    return Optional.empty();
  }

  private static RunningJob start(Writes writes, JobRecord row, int attempt) {
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(JOB.STATUS, JobStatus.RUNNING);
    values.put(JOB.ATTEMPT, attempt);
    values.put(JOB.STARTED_AT, DSL.currentOffsetDateTime());
    values.put(JOB.FINISHED_AT, null);
    values.put(JOB.FAILURE_CODE, null);
    values.put(JOB.STAGE, null);
    values.put(JOB.SECONDS_LEFT, null);
    values.put(JOB.PERCENT, 0);
    values.put(JOB.ANSWER, "");
    values.put(JOB.ANSWER_PARTIAL, true);
    values.put(JOB.CITATIONS, JSONB.valueOf("[]"));
    values.put(JOB.GROUNDED, null);
    values.put(JOB.MILLIS_TO_FIRST_WORD, null);
    values.put(JOB.MILLIS, null);
    change(writes, row, values);
    return job(writes, row, attempt);
  }

  private static void change(
      Writes writes, JobRecord row, Map<Field<?>, ? extends @Nullable Object> values) {
    var all = new HashMap<Field<?>, @Nullable Object>(values);
    all.put(JOB.UPDATED_AT, DSL.currentOffsetDateTime());
    writes.update(JOB, all).and(JOB.ID.eq(row.getId())).execute();
    writes.notify(
        Channel.JOB, "%s %s %s".formatted(row.getOrgId(), row.getProjectId(), row.getId()));
  }

  /** The document of a cancelled ingest is not being ingested any more. */
  private static void settle(Writes writes, JobRecord row) {
    if (row.getKind() != JobKind.INGEST || row.getDocumentId() == null) return;
    var others =
        JOB.DOCUMENT_ID
            .eq(row.getDocumentId())
            .and(JOB.STATUS.in(JobStatus.QUEUED, JobStatus.RUNNING));
    if (writes.count(JOB, others) > 0) return;
    JobRun.failDocument(writes, job(writes, row, row.getAttempt()), FailureCode.INTERRUPTED);
  }

  private static RunningJob job(Writes writes, JobRecord row, int attempt) {
    var question = Optional.ofNullable(row.getQuestion());
    var document = Optional.ofNullable(row.getDocumentId());
    return new RunningJob(
        row.getId(),
        new OrgId(row.getOrgId()),
        new ProjectId(row.getProjectId()),
        new UserId(row.getOwnerId()),
        row.getKind(),
        document,
        question,
        question
            .map(JobWrites::title)
            .or(() -> document.flatMap(id -> name(writes, id)))
            .orElse(""),
        (row.getAttempt() == 1 ? row.getCreatedAt() : row.getUpdatedAt()).toInstant(),
        attempt);
  }

  private static Optional<String> name(Writes writes, UUID document) {
    return writes.from(DOCUMENT).and(DOCUMENT.ID.eq(document)).fetchOptional(DOCUMENT.NAME);
  }

  /**
   * Takes the task of a job that ended out of the queue; not if the job was asked for again
   * meanwhile, for asking could not queue the task twice. Who asks locks the job first, so the lock
   * makes them come before or after, and a death in between leaves the task in the queue.
   */
  boolean finish(UUID id, OrgId org, Runnable remove) {
    var viewer =
        new Viewer.Product(org, "after job " + id, "job_" + id.toString().replace("-", ""));
    return database.write(
        viewer,
        writes -> {
          writes.showDeleted(); // its project may be undeleted at this moment
          JobRecord row = writes.from(JOB).and(JOB.ID.eq(id)).forUpdate().fetchOne();
          if (row != null && row.getStatus() == JobStatus.QUEUED) return false;
          if (row != null && row.getStatus() == JobStatus.CANCELLED) settle(writes, row);
          remove.run();
          return true;
        });
  }

  private void onChange(String payload) {
    if (payload.equals(Notifications.LOOK_AGAIN)) {
      running.values().forEach(JobRuns::checkSoon);
      return;
    }
    var run = running.get(UUID.fromString(payload.substring(payload.lastIndexOf(' ') + 1)));
    if (run != null) checkSoon(run);
  }

  private static void checkSoon(JobRun run) {
    Thread.ofVirtual().name("check").start(run::check);
  }

  /** Asks all runs to stop; runs that begin later stop at once. */
  public void stopAll() {
    closing = true;
    running.values().forEach(run -> run.stop(JobRun.Stop.CLOSING));
  }

  @Override
  public void close() {
    stopAll();
    try {
      subscription.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop listening", e);
    }
  }
}
