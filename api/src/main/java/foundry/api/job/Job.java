package foundry.api.job;

import static foundry.api.tables.Tables.JOB;

import foundry.api.document.DocumentId;
import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.enums.JobKind;
import foundry.api.tables.tables.records.JobRecord;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.Instant;
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
      new NodeType<>(Job.class, "job", new NodeType.Source<>(JOB, JOB.ID), Job::of);

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

  /** How the job is called in the audit trail: the question, or nothing of its own. */
  String title() {
    return question == null ? "" : JobWrites.title(question);
  }

  /** As clients see it. */
  public static String globalId(JobId id) {
    return NODE.globalId(id.value());
  }
}
