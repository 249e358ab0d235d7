package foundry.api.job;

import static foundry.api.tables.Tables.JOB;

import foundry.api.account.User;
import foundry.api.document.Document;
import foundry.api.document.DocumentId;
import foundry.api.graphql.Request;
import foundry.api.graphql.relay.Connection;
import foundry.api.graphql.relay.Edge;
import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.project.Project;
import foundry.api.tables.enums.JobKind;
import foundry.api.tables.tables.records.JobRecord;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Work that takes time: an ingest or an answer. */
public record Job(
    JobId id,
    OrgId org,
    ProjectId project,
    @Nullable DocumentId document,
    UserId owner,
    JobKind kind,
    JobState state,
    @Nullable String question,
    Answer answer,
    Instant createdAt,
    Instant updatedAt)
    implements Node {

  public static final NodeType<JobRecord, Job> NODE =
      new NodeType<>(
          Job.class,
          "job",
          new NodeType.Source<>(JOB, JOB.ID, JOB.CREATED_AT),
          Job::of,
          (request, job) -> job.arrived(request));

  private static Job of(JobRecord row) {
    var document = row.getDocumentId();
    return new Job(
        new JobId(row.getId()),
        new OrgId(row.getOrgId()),
        new ProjectId(row.getProjectId()),
        document == null ? null : new DocumentId(document),
        new UserId(row.getOwnerId()),
        row.getKind(),
        JobState.of(row),
        row.getQuestion(),
        Answer.of(row),
        row.getCreatedAt().toInstant(),
        row.getUpdatedAt().toInstant());
  }

  /** Says what it refers to. */
  public void arrived(Request request) {
    request.want(User.NODE.byId(), Set.of(owner.value()));
    request.want(Project.NODE.byId(), Set.of(project.value()));
    if (document != null) request.want(Document.NODE.byId(), Set.of(document.value()));
    request.want(
        Document.NODE.byId(), answer.citations().stream().map(Citation::document).toList());
  }

  @Override
  public UUID uuid() {
    return id.value();
  }

  boolean isCancellable() {
    return state.isOpen();
  }

  boolean isRetryable() {
    return state.isWorthAnotherTry() && (kind == JobKind.ANSWER || document != null);
  }

  /** The answer, from its first words on. */
  Optional<Answer> begunAnswer() {
    return answer.text().isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  /** How the job is called in the audit trail: the question, or nothing of its own. */
  String title() {
    return question == null ? "" : JobWrites.title(question);
  }

  /** As clients see it. */
  public static String globalId(JobId id) {
    return NODE.globalId(id.value());
  }

  /** Its place in its project's list. */
  public Edge edge() {
    return Connection.edge(listOf(project), this);
  }

  /** The name of the list of a project's jobs. */
  public static String listOf(ProjectId project) {
    return "Project.jobs/" + project;
  }
}
