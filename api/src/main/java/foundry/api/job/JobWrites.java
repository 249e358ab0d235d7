package foundry.api.job;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;

import foundry.api.database.Channel;
import foundry.api.database.UuidV7;
import foundry.api.database.Writes;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.enums.FailureCode;
import foundry.api.tables.enums.JobKind;
import foundry.api.tables.enums.JobStatus;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What people do to jobs, inside a transaction; everybody who listens hears of each change. */
public final class JobWrites {
  /** As long as a project's name; the question itself is with the job. */
  private static final int TITLE_CHARACTERS_MAX = 200;

  private JobWrites() {}

  /** Puts the ingest of a document in line. */
  public static Job startIngest(Writes writes, OrgId org, ProjectId project, UUID document) {
    return start(writes, org, project, JobKind.INGEST, Map.of(JOB.DOCUMENT_ID, document));
  }

  /** Puts the answer to a question in line. */
  static Job startAnswer(Writes writes, OrgId org, ProjectId project, String question) {
    return start(writes, org, project, JobKind.ANSWER, Map.of(JOB.QUESTION, question));
  }

  /** Puts the answer to the question of another job in line. */
  static Job startAnswerAgain(Writes writes, Job former, String question) {
    return start(
        writes,
        former.org(),
        former.project(),
        JobKind.ANSWER,
        Map.of(JOB.QUESTION, question, JOB.RERUN_OF, former.uuid()));
  }

  private static Job start(
      Writes writes, OrgId org, ProjectId project, JobKind kind, Map<Field<?>, ?> about) {
    var id = UuidV7.next();
    var values = new HashMap<Field<?>, Object>(about);
    values.put(JOB.ID, id);
    values.put(JOB.PROJECT_ID, project.value());
    values.put(JOB.OWNER_ID, writes.viewer().user().orElseThrow().value());
    values.put(JOB.KIND, kind);
    writes.insert(JOB, org, values).execute();
    var job = Job.NODE.find(writes, id).orElseThrow();
    enqueue(writes, job);
    tell(writes, job);
    return job;
  }

  static void enqueue(Writes writes, Job job) {
    writes.enqueue(task(job.kind()), job.uuid(), job.org());
  }

  /** How the queue calls the work of such a job. */
  static String task(JobKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Changes a job. */
  static void change(Writes writes, Job job, Map<Field<?>, ? extends @Nullable Object> values) {
    var all = new HashMap<Field<?>, @Nullable Object>(values);
    all.put(JOB.UPDATED_AT, DSL.currentOffsetDateTime());
    writes.update(JOB, all).and(JOB.ID.eq(job.uuid())).execute();
    tell(writes, job);
  }

  /** Stops a job that is in line or running; an answer keeps the text it has. */
  static void cancel(Writes writes, Job job) {
    change(writes, job, cancelled());
  }

  private static Map<Field<?>, @Nullable Object> cancelled() {
    return values(
        JOB.STATUS,
        JobStatus.CANCELLED,
        JOB.FINISHED_AT,
        DSL.currentOffsetDateTime(),
        JOB.SECONDS_LEFT,
        null);
  }

  /** Stops all that is in line or running in a project. */
  public static void cancelOpen(Writes writes, ProjectId project) {
    cancelOpen(writes, JOB.PROJECT_ID.eq(project.value()));
  }

  /** Stops all that is in line or running in an organization. */
  public static void cancelOpen(Writes writes, OrgId org) {
    cancelOpen(writes, JOB.ORG_ID.eq(org.value()));
  }

  private static void cancelOpen(Writes writes, Condition which) {
    ManyJobs.lock(writes, which.and(isOpen())).change(writes, cancelled());
  }

  private static Condition isOpen() {
    return JOB.STATUS.in(JobStatus.QUEUED, JobStatus.RUNNING);
  }

  /** Puts the jobs of a project that were stopped at this very moment back in line. */
  public static void beginAnew(Writes writes, ProjectId project, Instant stoppedAt) {
    beginAnew(writes, JOB.PROJECT_ID.eq(project.value()), stoppedAt);
  }

  /** Puts the jobs of an organization that were stopped at this very moment back in line. */
  public static void beginAnew(Writes writes, OrgId org, Instant stoppedAt) {
    beginAnew(writes, JOB.ORG_ID.eq(org.value()), stoppedAt);
  }

  private static void beginAnew(Writes writes, Condition which, Instant stoppedAt) {
    var wasStopped =
        JOB.STATUS
            .eq(JobStatus.CANCELLED)
            .and(JOB.FINISHED_AT.eq(stoppedAt.atOffset(ZoneOffset.UTC)));
    var stopped = ManyJobs.lock(writes, which.and(wasStopped));
    stopped.change(writes, fresh());
    stopped.enqueue(writes);
  }

  /** Puts a job that ended back in line, as if it had never run. */
  static void beginAnew(Writes writes, Job job) {
    change(writes, job, fresh());
    enqueue(writes, job);
  }

  /** In one order, so that two who lock many wait for each other and not in a circle. */
  private static List<Job> locked(Writes writes, Condition condition) {
    return writes.from(JOB).and(condition).orderBy(JOB.ID).forUpdate().fetch(Job.NODE::of);
  }

  private static Map<Field<?>, @Nullable Object> fresh() {
    return values(
        JOB.STATUS, JobStatus.QUEUED,
        JOB.ATTEMPT, JOB.ATTEMPT.plus(1),
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

  /**
   * Stops whatever is still being done with a document that goes away. Locks the ended jobs too:
   * deleting the document changes them, and everyone locks jobs first.
   */
  public static void cancelIngests(Writes writes, UUID document) {
    locked(writes, JOB.DOCUMENT_ID.eq(document)).stream()
        .filter(Job::isCancellable)
        .forEach(job -> cancel(writes, job));
  }

  /** Ingests go with their document; to be locked before, by {@link #cancelIngests}. */
  public static void moveIngests(Writes writes, UUID document, ProjectId project) {
    var jobs =
        writes
            .from(JOB)
            .and(JOB.DOCUMENT_ID.eq(document))
            .orderBy(JOB.ID)
            .fetch(row -> Job.NODE.of(row));
    for (var job : jobs) {
      change(writes, job, values(JOB.PROJECT_ID, project.value())); // told where it was
      tell(writes, job, project);
    }
  }

  /**
   * The ingest of the same document, other than this one, that is in line or running. Holds the
   * document, so that nobody asks for one until this transaction ends.
   */
  static Optional<UUID> otherIngest(Writes writes, Job job) {
    if (job.document() == null) return Optional.empty();
    UUID document = job.document().value();
    writes.select(List.of(DOCUMENT.ID), DOCUMENT).and(DOCUMENT.ID.eq(document)).forUpdate().fetch();
    return writes
        .select(List.of(JOB.ID), JOB)
        .and(JOB.DOCUMENT_ID.eq(document))
        .and(JOB.ID.ne(job.uuid()))
        .and(isOpen())
        .limit(1)
        .fetchOptional(JOB.ID);
  }

  /** Says on the document what has become of its ingest. */
  static void markDocument(
      Writes writes, Job job, DocumentStatus status, @Nullable FailureCode failure) {
    if (job.document() == null) return;
    writes
        .update(
            DOCUMENT,
            values(
                DOCUMENT.STATUS, status,
                DOCUMENT.FAILURE_CODE, failure,
                DOCUMENT.UPDATED_AT, DSL.currentOffsetDateTime()))
        .and(DOCUMENT.ID.eq(job.document().value()))
        .execute();
  }

  /** How the job is called in the audit trail: its question, or its document. */
  static Writes.Subject subject(Writes writes, Job job) {
    var title =
        Optional.ofNullable(job.document())
            .flatMap(
                id ->
                    writes
                        .from(DOCUMENT)
                        .and(DOCUMENT.ID.eq(id.value()))
                        .fetchOptional(DOCUMENT.NAME))
            .orElseGet(job::title);
    return new Writes.Subject("job", job.uuid(), title);
  }

  /** How a question is called where a line is enough. */
  public static String title(String question) {
    return question
        .strip()
        .lines()
        .findFirst()
        .orElse("")
        .codePoints()
        .limit(TITLE_CHARACTERS_MAX)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Tells those who follow a job, its project or its organization. */
  static void tell(Writes writes, Job job) {
    tell(writes, job, job.project());
  }

  private static void tell(Writes writes, Job job, ProjectId project) {
    writes.notify(Channel.JOB, "%s %s %s".formatted(job.org(), project, job.uuid()));
  }

  /** Fields and their values in turn; unlike {@link Map#of} with room for nulls. */
  static Map<Field<?>, @Nullable Object> values(@Nullable Object... pairs) {
    var values = new HashMap<Field<?>, @Nullable Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      if (!(pairs[i] instanceof Field<?> field)) throw new IllegalArgumentException("no field");
      values.put(field, pairs[i + 1]);
    }
    return values;
  }
}
