package foundry.api.run;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;

import foundry.api.aiclient.Cancellation;
import foundry.api.database.Channel;
import foundry.api.database.Database;
import foundry.api.database.Writes;
import foundry.api.database.Writes.Subject;
import foundry.api.notification.NewNotification;
import foundry.api.organization.Organization;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.enums.FailureCode;
import foundry.api.tables.enums.JobStage;
import foundry.api.tables.enums.JobStatus;
import foundry.api.viewer.Viewer;
import foundry.viewer.Caller;
import foundry.viewer.ProjectId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One run of a job. Writes its state until it ends, is cancelled, or another worker takes over. */
public final class JobRun {
  /** Why a run has to stop before its end. */
  public enum Stop {
    /** The job was cancelled, or belongs to another worker now. Nothing may be written any more. */
    LOST,
    /** This worker closes. The job is to be handed back. */
    CLOSING
  }

  /** More often nobody can see it. */
  private static final long PROGRESS_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Database database;
  private final RunningJob job;
  private final Cancellation cancellation = new Cancellation();
  private final AtomicBoolean checking = new AtomicBoolean();
  private final AtomicBoolean checkAgain = new AtomicBoolean();
  private volatile @Nullable Stop stop;
  private @Nullable JobStage stage;
  private int percent;
  private long progressNanos;

  JobRun(Database database, RunningJob job) {
    this.database = database;
    this.job = job;
  }

  public RunningJob job() {
    return job;
  }

  /** Set off when the run has to stop. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** Why the run has to stop; empty while it need not. */
  public Optional<Stop> stopped() {
    return Optional.ofNullable(stop);
  }

  /** On whose behalf ai is called: the person who asked for the job. */
  public Caller caller() {
    return callerIn(job.project());
  }

  /** The same person, about another project. */
  public Caller callerIn(ProjectId project) {
    return new Caller(job.org(), job.owner(), Optional.of(project), requestId());
  }

  /** The product at work in the job's organization. */
  public Viewer.Product viewer() {
    return new Viewer.Product(job.org(), "job " + job.id(), requestId());
  }

  private String requestId() {
    return "job_" + job.id().toString().replace("-", "");
  }

  public <T> T write(Function<Writes, T> work) {
    return database.write(viewer(), work);
  }

  /** Tells how far the run is. Never goes back; writes a few times per second at most. */
  public void progress(JobStage newStage, int newPercent, OptionalInt secondsLeft) {
    int next = Math.clamp(newPercent, percent, 100);
    long now = System.nanoTime();
    boolean sameStage = newStage == stage;
    if (sameStage && (next == percent || now - progressNanos < PROGRESS_INTERVAL_NANOS)) return;
    stage = newStage;
    percent = next;
    progressNanos = now;
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(JOB.STAGE, newStage);
    values.put(JOB.PERCENT, next);
    values.put(JOB.SECONDS_LEFT, secondsLeft.isPresent() ? secondsLeft.getAsInt() : null);
    updateSoon(values);
  }

  /** Changes the job's row; false if the run may not write any more, which then stops. */
  public boolean update(Map<Field<?>, ? extends @Nullable Object> values) {
    return write(writes -> update(writes, values));
  }

  /** The same for what is written again and again: it need not outlive a crash of the database. */
  public boolean updateSoon(Map<Field<?>, ? extends @Nullable Object> values) {
    return updateSoon(values, Channel.JOB);
  }

  /** The same for text, which only those are told of who read along. */
  public boolean growSoon(Map<Field<?>, ? extends @Nullable Object> values) {
    return updateSoon(values, Channel.TEXT);
  }

  private boolean updateSoon(Map<Field<?>, ? extends @Nullable Object> values, Channel channel) {
    return write(
        writes -> {
          writes.deferDurability();
          return update(writes, values, channel);
        });
  }

  /** The same inside a transaction of the caller's. */
  public boolean update(Writes writes, Map<Field<?>, ? extends @Nullable Object> values) {
    return update(writes, values, Channel.JOB);
  }

  private boolean update(
      Writes writes, Map<Field<?>, ? extends @Nullable Object> values, Channel channel) {
    var all = new HashMap<Field<?>, @Nullable Object>(values);
    all.put(JOB.UPDATED_AT, DSL.currentOffsetDateTime());
    int rows =
        writes
            .update(JOB, all)
            .and(JOB.ID.eq(job.id()))
            .and(JOB.STATUS.eq(JobStatus.RUNNING))
            .and(JOB.ATTEMPT.eq(job.attempt()))
            .execute();
    if (rows == 0) {
      stop(Stop.LOST);
      return false;
    }
    writes.notify(channel, "%s %s %s".formatted(job.org(), job.project(), job.id()));
    return true;
  }

  /** Ends the job well, inside a transaction of the caller's. */
  public boolean succeed(Writes writes, Map<Field<?>, ? extends @Nullable Object> values) {
    var all = ending(JobStatus.SUCCEEDED, values);
    all.put(JOB.PERCENT, 100);
    all.put(JOB.FAILURE_CODE, null);
    if (!update(writes, all)) return false;
    writes.audit(job.org(), "job.succeed", subject());
    return true;
  }

  /** Ends the job, and its document's ingest, with a failure. */
  public boolean fail(FailureCode code, Map<Field<?>, ? extends @Nullable Object> values) {
    return write(writes -> fail(writes, code, values));
  }

  boolean fail(Writes writes, FailureCode code, Map<Field<?>, ? extends @Nullable Object> values) {
    var all = ending(JobStatus.FAILED, values);
    all.put(JOB.FAILURE_CODE, code);
    if (!update(writes, all)) return false;
    writes.audit(job.org(), "job.fail", subject());
    failDocument(writes, job, code);
    tellOwner(writes);
    return true;
  }

  /** In the transaction that ends the job, so once for each failure; a cancel is no news. */
  private void tellOwner(Writes writes) {
    Organization.NODE
        .find(writes, job.org().value())
        .ifPresent(org -> NewNotification.jobFailed(job.owner(), subject()).put(writes, org));
  }

  /** Ends a job whose document is gone. */
  public boolean cancel() {
    return update(ending(JobStatus.CANCELLED, Map.of()));
  }

  /** Puts the job back in line; the next run is another attempt. */
  public boolean handBack() {
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(JOB.STATUS, JobStatus.QUEUED);
    values.put(JOB.ATTEMPT, job.attempt() + 1);
    values.put(JOB.STAGE, null);
    values.put(JOB.SECONDS_LEFT, null);
    return update(values);
  }

  private static Map<Field<?>, @Nullable Object> ending(
      JobStatus status, Map<Field<?>, ? extends @Nullable Object> values) {
    var all = new HashMap<Field<?>, @Nullable Object>(values);
    all.put(JOB.STATUS, status);
    all.put(JOB.FINISHED_AT, DSL.currentOffsetDateTime());
    all.put(JOB.SECONDS_LEFT, null);
    return all;
  }

  private Subject subject() {
    return new Subject("job", job.id(), job.name());
  }

  static void failDocument(Writes writes, RunningJob job, FailureCode code) {
    if (job.document().isEmpty()) return;
    Map<Field<?>, Object> values =
        Map.of(
            DOCUMENT.STATUS,
            DocumentStatus.FAILED,
            DOCUMENT.FAILURE_CODE,
            code,
            DOCUMENT.UPDATED_AT,
            DSL.currentOffsetDateTime());
    writes
        .update(DOCUMENT, values)
        .and(DOCUMENT.ID.eq(job.document().get()))
        .and(DOCUMENT.STATUS.eq(DocumentStatus.INGESTING))
        .execute();
  }

  void stop(Stop reason) {
    if (stop == null) stop = reason;
    cancellation.cancel();
  }

  /** Looks whether the job is still this run's; at most one look at a time and one to follow. */
  void check() {
    checkAgain.set(true);
    while (checkAgain.get() && checking.compareAndSet(false, true)) {
      try {
        checkAgain.set(false);
        if (stop == null && !isStillOurs()) stop(Stop.LOST);
      } finally {
        checking.set(false);
      }
    }
  }

  private boolean isStillOurs() {
    return database.read(
        viewer(),
        reads ->
            reads.count(
                    JOB,
                    JOB.ID
                        .eq(job.id())
                        .and(JOB.STATUS.eq(JobStatus.RUNNING))
                        .and(JOB.ATTEMPT.eq(job.attempt())))
                > 0);
  }
}
