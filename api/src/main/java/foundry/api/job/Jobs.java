package foundry.api.job;

import foundry.api.account.User;
import foundry.api.audit.AuditEvent;
import foundry.api.document.Document;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Mutation;
import foundry.api.graphql.PayloadFields;
import foundry.api.graphql.Wiring;
import foundry.api.organization.Organization;
import foundry.api.project.Project;
import java.util.Optional;
import java.util.UUID;

/** Jobs: what is being done, how far it is, and how it ended. */
public final class Jobs implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Jobs.class, "job.graphqls");
    describeJob(wiring);
    describeState(wiring);
    describeAnswer(wiring);
    describeMutations(wiring);
    wiring
        .type("JobUpdate", JobUpdate.class)
        .field("job", JobUpdate::job)
        .field("delta", JobUpdate::delta)
        .field("offset", JobUpdate::offset);
    wiring.live(new JobLive());
    wiring.live(new ActivityLive());
  }

  private static void describeJob(Wiring wiring) {
    wiring
        .type("Job", Job.class)
        .field("id", job -> Job.globalId(job.id()))
        .field("createdAt", Job::createdAt)
        .field("updatedAt", Job::updatedAt)
        .field("orgId", job -> Organization.globalId(job.org()))
        .field("ownerId", job -> User.globalId(job.owner()))
        .lookup("owner", (j, call) -> call.request().find(User.NODE.byId(), j.owner().value()))
        .lookup(
            "project", (j, call) -> call.request().find(Project.NODE.byId(), j.project().value()))
        .lookup("document", Jobs::document)
        .field("kind", Job::kind)
        .field("cancellable", Job::isCancellable)
        .field("retryable", Job::isRetryable)
        .field("question", Job::question)
        .field("answer", Job::begunAnswer);
  }

  private static void describeState(Wiring wiring) {
    wiring
        .type("Job", Job.class)
        .field("status", job -> job.state().status())
        .field("stage", job -> job.state().stage())
        .field("percent", job -> job.state().percent())
        .field("secondsLeft", job -> job.state().secondsLeft())
        .field("attempt", job -> job.state().attempt())
        .field("startedAt", job -> job.state().startedAt())
        .field("finishedAt", job -> job.state().finishedAt())
        .field("failure", job -> job.state().failure());
    wiring
        .type("Failure", Failure.class)
        .field("code", Failure::code)
        .field("cause", Failure::cause)
        .field("nextStep", Failure::nextStep);
  }

  private static void describeAnswer(Wiring wiring) {
    wiring
        .type("Answer", Answer.class)
        .field("text", Answer::text)
        .field("partial", Answer::partial)
        .field("grounded", Answer::grounded)
        .field("extractive", answer -> answer.source().extractive())
        .field("model", answer -> answer.source().model())
        .field("provider", answer -> answer.source().provider())
        .field("citations", Answer::citations)
        .field("inputTokens", answer -> answer.measures().inputTokens())
        .field("outputTokens", answer -> answer.measures().outputTokens())
        .field("millisToFirstWord", answer -> answer.measures().millisToFirstWord())
        .field("millis", answer -> answer.measures().millis());
    wiring
        .type("Citation", Citation.class)
        .field("number", Citation::number)
        .lookup("document", (c, call) -> call.request().find(Document.NODE.byId(), c.document()))
        .field("documentName", Citation::documentName)
        .field("page", citation -> citation.passage().page())
        .field("pageLabel", citation -> citation.passage().pageLabel())
        .field("start", citation -> citation.passage().start())
        .field("end", citation -> citation.passage().end())
        .field("quote", citation -> citation.passage().quote());
  }

  private static void describeMutations(Wiring wiring) {
    describeChange(wiring, "ask", Ask::run)
        .lookup("jobEdge", (p, call) -> find(call, p.job()).map(Job::edge));
    describeChange(wiring, "cancelJob", CancelJob::run);
    describeChange(wiring, "retryJob", RetryJob::run);
  }

  private static PayloadFields<JobChange> describeChange(
      Wiring wiring, String name, Mutation<JobChange> mutation) {
    return wiring
        .mutation(name, JobChange.class, mutation)
        .lookup("job", (p, call) -> find(call, p.job()))
        .field("auditEventId", change -> AuditEvent.globalId(change.auditEvent()));
  }

  private static Optional<Job> find(Call call, UUID id) {
    return call.request().find(Job.NODE.byId(), id);
  }

  private static Optional<Document> document(Job job, Call call) {
    return Optional.ofNullable(job.document())
        .flatMap(id -> call.request().find(Document.NODE.byId(), id.value()));
  }
}
