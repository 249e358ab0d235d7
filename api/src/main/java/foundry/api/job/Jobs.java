package foundry.api.job;

import static foundry.api.tables.Tables.FEEDBACK;
import static foundry.api.tables.Tables.JOB;

import foundry.api.audit.AuditEvent;
import foundry.api.database.Statements;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Mutation;
import foundry.api.graphql.PayloadFields;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.plan.Cells;
import foundry.api.graphql.plan.Keys;
import foundry.api.tables.enums.JobKind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Table;

/** Jobs: what is being done, how far it is, and how it ended. */
public final class Jobs implements Feature {
  private final Statements statements;

  public Jobs(Statements statements) {
    this.statements = statements;
  }

  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Jobs.class, "job.graphqls");
    describeJob(wiring);
    describeAnswer(wiring);
    describeMutations(wiring);
    wiring
        .type("JobUpdate", JobUpdate.class)
        .field("job", JobUpdate::job)
        .field("delta", JobUpdate::delta)
        .field("offset", JobUpdate::offset);
    wiring.live(new JobLive(statements));
    wiring.live(new ActivityLive());
  }

  private static void describeJob(Wiring wiring) {
    wiring
        .node(Job.NODE)
        .id("id", JOB.ID, "Job")
        .column("createdAt", JOB.CREATED_AT)
        .column("updatedAt", JOB.UPDATED_AT)
        .id("orgId", JOB.ORG_ID, "Organization")
        .id("ownerId", JOB.OWNER_ID, "User")
        .one("owner", JOB.OWNER_ID)
        .one("project", JOB.PROJECT_ID)
        .one("document", JOB.DOCUMENT_ID)
        .column("kind", JOB.KIND)
        .column("status", JOB.STATUS)
        .column("stage", JOB.STAGE)
        .column("percent", JOB.PERCENT)
        .column("secondsLeft", JOB.SECONDS_LEFT)
        .column("attempt", JOB.ATTEMPT)
        .column("startedAt", JOB.STARTED_AT)
        .column("finishedAt", JOB.FINISHED_AT)
        .computed("failure", Jobs::failure, JOB.FAILURE_CODE)
        .computed("cancellable", job -> JobState.isOpen(job.get(JOB.STATUS)), JOB.STATUS)
        .computed(
            "retryable", Jobs::isRetryable, JOB.STATUS, JOB.FAILURE_CODE, JOB.KIND, JOB.DOCUMENT_ID)
        .one("rerunOf", JOB.RERUN_OF)
        .column("question", JOB.QUESTION)
        .part("answer", job -> !job.get(JOB.ANSWER).isEmpty(), JOB.ANSWER);
    wiring
        .type("Failure", Failure.class)
        .field("code", Failure::code)
        .field("cause", Failure::cause)
        .field("nextStep", Failure::nextStep);
  }

  private static Optional<Failure> failure(Cells job) {
    return Optional.ofNullable(job.find(JOB.FAILURE_CODE)).map(Failure::of);
  }

  private static boolean isRetryable(Cells job) {
    boolean stillThere = job.get(JOB.KIND) == JobKind.ANSWER || job.find(JOB.DOCUMENT_ID) != null;
    return stillThere && JobState.isWorthAnotherTry(job.get(JOB.STATUS), failure(job).orElse(null));
  }

  private static void describeAnswer(Wiring wiring) {
    wiring
        .part("Answer")
        .column("text", JOB.ANSWER)
        .column("partial", JOB.ANSWER_PARTIAL)
        .column("grounded", JOB.GROUNDED)
        .column("extractive", JOB.EXTRACTIVE)
        .column("model", JOB.MODEL)
        .column("provider", JOB.PROVIDER)
        .computed("citations", Jobs::citations, JOB.CITATIONS)
        .column("inputTokens", JOB.INPUT_TOKENS)
        .column("outputTokens", JOB.OUTPUT_TOKENS)
        .column("millisToFirstWord", JOB.MILLIS_TO_FIRST_WORD)
        .column("millis", JOB.MILLIS)
        .one("viewerFeedback", Jobs::isOfJob);
    wiring
        .rows("Feedback", FEEDBACK, FEEDBACK.JOB_ID)
        .column("rating", FEEDBACK.RATING)
        .column("comment", FEEDBACK.COMMENT)
        .column("createdAt", FEEDBACK.CREATED_AT)
        .column("updatedAt", FEEDBACK.UPDATED_AT);
    wiring
        .type("Citation", Citation.class)
        .field("number", Citation::number)
        .field("document", Citation::document)
        .field("documentName", Citation::documentName)
        .field("page", citation -> citation.passage().page())
        .field("pageLabel", citation -> citation.passage().pageLabel())
        .field("start", citation -> citation.passage().start())
        .field("end", citation -> citation.passage().end())
        .field("quote", citation -> citation.passage().quote());
  }

  /** The viewer's own: the policy shows no other. */
  private static Condition isOfJob(Keys job, Table<?> feedback) {
    return Objects.requireNonNull(feedback.field(FEEDBACK.JOB_ID)).eq(job.of(JOB.ID));
  }

  private static List<Citation> citations(Cells job) {
    return Citation.list(job.get(JOB.CITATIONS).data());
  }

  private static void describeMutations(Wiring wiring) {
    describeChange(wiring, "ask", Ask::run).edge("jobEdge", "Project.jobs", JobChange::job);
    describeChange(wiring, "cancelJob", CancelJob::run);
    describeChange(wiring, "retryJob", RetryJob::run);
    describeChange(wiring, "rerunJob", RerunJob::run)
        .edge("jobEdge", "Project.jobs", JobChange::job);
    describeChange(wiring, "giveFeedback", GiveFeedback::run);
    wiring
        .mutation("deleteJob", JobChange.class, DeleteJob::run)
        .field("deletedJobId", change -> Job.NODE.globalId(change.job()))
        .field("auditEventId", change -> AuditEvent.globalId(change.auditEvent()));
  }

  private static PayloadFields<JobChange> describeChange(
      Wiring wiring, String name, Mutation<JobChange> mutation) {
    return wiring
        .mutation(name, JobChange.class, mutation)
        .field("job", JobChange::job)
        .field("auditEventId", change -> AuditEvent.globalId(change.auditEvent()));
  }
}
