package foundry.api.document;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.DOCUMENT_PAGE;
import static foundry.api.tables.Tables.JOB;

import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Mutation;
import foundry.api.graphql.PayloadFields;
import foundry.api.graphql.RowFields;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.plan.Cells;
import foundry.api.graphql.plan.Keys;
import foundry.api.job.Failure;
import foundry.api.project.Project;
import foundry.api.storage.ObjectKey;
import foundry.api.storage.ObjectStore;
import foundry.api.storage.PresignedPut;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.enums.JobKind;
import foundry.viewer.OrgId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Documents: files of a project, and their text. */
public final class Documents implements Feature {
  private record Header(String name, String value) {}

  private final ObjectStore objects;

  public Documents(ObjectStore objects) {
    this.objects = objects;
  }

  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Documents.class, "document.graphqls");
    var document = wiring.node(Document.NODE);
    describeDocument(wiring, document);
    describeFile(document);
    describeUpload(wiring);
    describeMutations(wiring);
  }

  private static void describeDocument(Wiring wiring, RowFields document) {
    document
        .id("id", DOCUMENT.ID, "Document")
        .column("createdAt", DOCUMENT.CREATED_AT)
        .column("updatedAt", DOCUMENT.UPDATED_AT)
        .id("orgId", DOCUMENT.ORG_ID, "Organization")
        .id("ownerId", DOCUMENT.OWNER_ID, "User")
        .one("owner", DOCUMENT.OWNER_ID)
        .one("project", DOCUMENT.PROJECT_ID)
        .column("status", DOCUMENT.STATUS)
        .column("pageCount", DOCUMENT.PAGE_COUNT)
        .column("passageCount", DOCUMENT.PASSAGE_COUNT)
        .computed(
            "failure",
            row -> Optional.ofNullable(row.find(DOCUMENT.FAILURE_CODE)).map(Failure::of),
            DOCUMENT.FAILURE_CODE)
        .first("ingestJob", Documents::isIngest, JOB.CREATED_AT.desc(), JOB.ID.desc())
        .one("page", Documents::isPage);
    wiring
        .rows("DocumentPage", DOCUMENT_PAGE, DOCUMENT_PAGE.NUMBER)
        .column("number", DOCUMENT_PAGE.NUMBER)
        .column("label", DOCUMENT_PAGE.LABEL)
        .column("text", DOCUMENT_PAGE.TEXT);
  }

  private static Condition isIngest(Keys document, Table<?> jobs) {
    return JOB.ORG_ID
        .eq(document.of(DOCUMENT.ORG_ID))
        .and(JOB.DOCUMENT_ID.eq(document.of(DOCUMENT.ID)))
        .and(JOB.KIND.eq(DSL.inline(JobKind.INGEST)));
  }

  private static Condition isPage(Keys document, Table<?> pages) {
    var number = Objects.requireNonNull(pages.field(DOCUMENT_PAGE.NUMBER));
    return Objects.requireNonNull(pages.field(DOCUMENT_PAGE.DOCUMENT_ID))
        .eq(document.of(DOCUMENT.ID))
        .and(number.eq(document.argument("number", Integer.class)));
  }

  private void describeFile(RowFields document) {
    document
        .column("name", DOCUMENT.NAME)
        .column("mediaType", DOCUMENT.MEDIA_TYPE)
        .column("sizeBytes", DOCUMENT.SIZE_BYTES)
        .column("sha256", DOCUMENT.SHA256)
        .computed(
            "downloadUrl",
            this::downloadUrl,
            DOCUMENT.ID,
            DOCUMENT.ORG_ID,
            DOCUMENT.NAME,
            DOCUMENT.MEDIA_TYPE,
            DOCUMENT.STATUS);
  }

  private static void describeUpload(Wiring wiring) {
    wiring
        .type("Upload", PresignedPut.class)
        .field("url", upload -> upload.url().toString())
        .field("headers", upload -> headers(upload.headers()))
        .field("expiresAt", PresignedPut::expiresAt);
    wiring
        .type("UploadHeader", Header.class)
        .field("name", Header::name)
        .field("value", Header::value);
  }

  private static List<Header> headers(Map<String, String> headers) {
    return headers.entrySet().stream().map(h -> new Header(h.getKey(), h.getValue())).toList();
  }

  private void describeMutations(Wiring wiring) {
    wiring
        .mutation("createDocument", CreateDocument.Created.class, new CreateDocument(objects)::run)
        .field("document", CreateDocument.Created::document)
        .edge("documentEdge", "Project.documents", CreateDocument.Created::document)
        .lookup(
            "upload",
            (created, call) ->
                Document.NODE
                    .find(call.reads(), created.document())
                    .filter(document -> call.viewer().editable().contains(document.org()))
                    .flatMap(this::upload))
        .field("auditEventId", created -> AuditEvent.globalId(created.auditEvent()));
    wiring
        .mutation(
            "completeUpload", CompleteUpload.Completed.class, new CompleteUpload(objects)::run)
        .field("document", CompleteUpload.Completed::document)
        .field("job", CompleteUpload.Completed::job)
        .edge("jobEdge", "Project.jobs", CompleteUpload.Completed::job)
        .field("auditEventId", completed -> AuditEvent.globalId(completed.auditEvent()));
    describeChange(wiring, "renameDocument", RenameDocument::run);
    describeIngest(wiring, "reingestDocument", new ReingestDocument(objects)::run);
    describeIngest(wiring, "moveDocument", MoveDocument::run)
        .edge("documentEdge", "Project.documents", DocumentChange::document)
        .field("fromProjectId", p -> Optional.ofNullable(p.from()).map(Project.NODE::globalId));
    wiring
        .mutation("deleteDocument", DeleteDocument.Deleted.class, DeleteDocument::run)
        .field("deletedDocumentId", deleted -> Document.NODE.globalId(deleted.document()))
        .field("auditEventId", deleted -> AuditEvent.globalId(deleted.auditEvent()));
  }

  private static PayloadFields<DocumentChange> describeChange(
      Wiring wiring, String name, Mutation<DocumentChange> mutation) {
    return wiring
        .mutation(name, DocumentChange.class, mutation)
        .field("document", DocumentChange::document)
        .field("auditEventId", change -> AuditEvent.globalId(change.auditEvent()));
  }

  private static PayloadFields<DocumentChange> describeIngest(
      Wiring wiring, String name, Mutation<DocumentChange> mutation) {
    return describeChange(wiring, name, mutation)
        .field("job", DocumentChange::job)
        .edge("jobEdge", "Project.jobs", DocumentChange::job);
  }

  private Optional<PresignedPut> upload(Document document) {
    if (document.status() != DocumentStatus.AWAITING_UPLOAD) return Optional.empty();
    var file = document.file();
    return Optional.of(
        objects.presignPut(document.key(), file.mediaType(), file.sizeBytes(), file.sha256()));
  }

  private Optional<String> downloadUrl(Cells row) {
    if (row.get(DOCUMENT.STATUS) == DocumentStatus.AWAITING_UPLOAD) return Optional.empty();
    var key = new ObjectKey(new OrgId(row.get(DOCUMENT.ORG_ID)), row.get(DOCUMENT.ID));
    var name = row.get(DOCUMENT.NAME);
    return Optional.of(objects.presignGet(key, name, row.get(DOCUMENT.MEDIA_TYPE)).toString());
  }
}
