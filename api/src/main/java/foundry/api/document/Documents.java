package foundry.api.document;

import static foundry.api.tables.Tables.DOCUMENT_PAGE;

import foundry.api.account.User;
import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.job.Job;
import foundry.api.organization.Organization;
import foundry.api.project.Project;
import foundry.api.storage.ObjectStore;
import foundry.api.storage.PresignedPut;
import foundry.api.tables.enums.DocumentStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents: files of a project, and their text. */
public final class Documents implements Feature {
  private record Page(int number, String label, String text) {}

  private record Header(String name, String value) {}

  private final ObjectStore objects;

  public Documents(ObjectStore objects) {
    this.objects = objects;
  }

  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Documents.class, "document.graphqls");
    describeDocument(wiring);
    describeFile(wiring);
    describeUpload(wiring);
    describeMutations(wiring);
  }

  private static void describeDocument(Wiring wiring) {
    wiring
        .type("Document", Document.class)
        .field("id", document -> Document.globalId(document.id()))
        .field("createdAt", Document::createdAt)
        .field("updatedAt", Document::updatedAt)
        .field("orgId", document -> Organization.globalId(document.org()))
        .field("ownerId", document -> User.globalId(document.owner()))
        .lookup("owner", (d, call) -> call.request().find(User.NODE.byId(), d.owner().value()))
        .lookup(
            "project", (d, call) -> call.request().find(Project.NODE.byId(), d.project().value()))
        .field("status", Document::status)
        .field("pageCount", Document::pageCount)
        .field("passageCount", Document::passageCount)
        .field("failure", Document::failure)
        .lookup("ingestJob", (d, call) -> call.request().find(Document.NEWEST_INGEST, d.uuid()))
        .lookup("page", Documents::page);
  }

  private void describeFile(Wiring wiring) {
    wiring
        .type("Document", Document.class)
        .field("name", document -> document.file().name())
        .field("mediaType", document -> document.file().mediaType())
        .field("sizeBytes", document -> document.file().sizeBytes())
        .field("sha256", document -> document.file().sha256())
        .field("downloadUrl", this::downloadUrl);
    wiring
        .type("DocumentPage", Page.class)
        .field("number", Page::number)
        .field("label", Page::label)
        .field("text", Page::text);
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
        .lookup("document", (p, call) -> find(call, p.document()))
        .lookup("documentEdge", (p, call) -> find(call, p.document()).map(Document::edge))
        .lookup("upload", (p, call) -> find(call, p.document()).flatMap(this::upload))
        .field("auditEventId", created -> AuditEvent.globalId(created.auditEvent()));
    wiring
        .mutation(
            "completeUpload", CompleteUpload.Completed.class, new CompleteUpload(objects)::run)
        .lookup("document", (p, call) -> find(call, p.document()))
        .lookup("job", (p, call) -> job(call, p.job()))
        .lookup("jobEdge", (p, call) -> job(call, p.job()).map(Job::edge))
        .field("auditEventId", completed -> AuditEvent.globalId(completed.auditEvent()));
    wiring
        .mutation("deleteDocument", DeleteDocument.Deleted.class, DeleteDocument::run)
        .field("deletedDocumentId", deleted -> Document.NODE.globalId(deleted.document()))
        .field("auditEventId", deleted -> AuditEvent.globalId(deleted.auditEvent()));
  }

  private static Optional<Document> find(Call call, UUID id) {
    return call.request().find(Document.NODE.byId(), id);
  }

  private static Optional<Job> job(Call call, @Nullable UUID id) {
    return Optional.ofNullable(id).flatMap(job -> call.request().find(Job.NODE.byId(), job));
  }

  private Optional<PresignedPut> upload(Document document) {
    if (document.status() != DocumentStatus.AWAITING_UPLOAD) return Optional.empty();
    var file = document.file();
    return Optional.of(
        objects.presignPut(document.key(), file.mediaType(), file.sizeBytes(), file.sha256()));
  }

  private Optional<String> downloadUrl(Document document) {
    if (document.status() == DocumentStatus.AWAITING_UPLOAD) return Optional.empty();
    var file = document.file();
    return Optional.of(
        objects.presignGet(document.key(), file.name(), file.mediaType()).toString());
  }

  private static Optional<Page> page(Document document, Call call) {
    return call.request()
        .read(
            reads ->
                reads
                    .from(DOCUMENT_PAGE)
                    .and(DOCUMENT_PAGE.DOCUMENT_ID.eq(document.uuid()))
                    .and(DOCUMENT_PAGE.NUMBER.eq(call.number("number")))
                    .fetchOptional())
        .map(row -> new Page(row.getNumber(), row.getLabel(), row.getText()));
  }
}
