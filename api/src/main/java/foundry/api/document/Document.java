package foundry.api.document;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;

import foundry.api.database.Reads;
import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.job.Failure;
import foundry.api.job.Job;
import foundry.api.storage.ObjectKey;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.enums.JobKind;
import foundry.api.tables.tables.records.DocumentRecord;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A file of a project. */
public record Document(
    DocumentId id,
    OrgId org,
    ProjectId project,
    UserId owner,
    File file,
    DocumentStatus status,
    @Nullable Integer pageCount,
    @Nullable Integer passageCount,
    @Nullable Failure failure,
    Instant createdAt,
    Instant updatedAt)
    implements Node {

  /** The bytes, as announced and checked. */
  public record File(String name, String mediaType, int sizeBytes, String sha256) {}

  public static final NodeType<DocumentRecord, Document> NODE =
      new NodeType<>(
          Document.class, "doc", new NodeType.Source<>(DOCUMENT, DOCUMENT.ID), Document::of);

  private static Document of(DocumentRecord row) {
    var failure = row.getFailureCode();
    return new Document(
        new DocumentId(row.getId()),
        new OrgId(row.getOrgId()),
        new ProjectId(row.getProjectId()),
        new UserId(row.getOwnerId()),
        new File(row.getName(), row.getMediaType(), row.getSizeBytes(), row.getSha256()),
        row.getStatus(),
        row.getPageCount(),
        row.getPassageCount(),
        failure == null ? null : Failure.of(failure),
        row.getCreatedAt().toInstant(),
        row.getUpdatedAt().toInstant());
  }

  static Map<UUID, Job> newestIngests(Reads reads, Collection<UUID> documents) {
    var newest =
        DSL.select(JOB.ID)
            .distinctOn(JOB.ORG_ID, JOB.DOCUMENT_ID)
            .from(JOB)
            .where(reads.readable(JOB))
            .and(JOB.DOCUMENT_ID.eq(DSL.any(documents.toArray(UUID[]::new))))
            .and(JOB.KIND.eq(JobKind.INGEST))
            .orderBy(JOB.ORG_ID, JOB.DOCUMENT_ID, JOB.CREATED_AT.desc(), JOB.ID.desc());
    var found = new HashMap<UUID, Job>();
    reads
        .from(JOB)
        .and(JOB.ID.in(newest))
        .forEach(row -> found.put(row.getDocumentId(), Job.NODE.of(row)));
    return found;
  }

  @Override
  public UUID uuid() {
    return id.value();
  }

  /** Where its bytes are. */
  ObjectKey key() {
    return new ObjectKey(org, id.value());
  }

  /** As clients see it. */
  public static String globalId(DocumentId id) {
    return NODE.globalId(id.value());
  }
}
