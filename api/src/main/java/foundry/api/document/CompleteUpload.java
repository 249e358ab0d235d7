package foundry.api.document;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.job.Job;
import foundry.api.project.OpenProject;
import foundry.api.storage.ObjectStore;
import foundry.api.tables.enums.DocumentStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks that the bytes have arrived as announced and starts their ingest; safe to repeat. */
final class CompleteUpload {
  /** The document, and the ingest that was started, now or before. */
  record Completed(UUID document, @Nullable UUID job, UUID auditEvent) {}

  private final ObjectStore objects;

  CompleteUpload(ObjectStore objects) {
    this.objects = objects;
  }

  Outcome<Completed> run(Writes writes, Call input) {
    Document.NODE
        .find(writes, input.text("documentId"))
        .ifPresent(document -> OpenProject.hold(writes, document.project().value()));
    var found = Document.NODE.findForUpdate(writes, input.text("documentId"));
    if (found.isEmpty()) return Outcome.notFound("documentId", input.text("documentId"));
    var document = found.get();
    if (!writes.viewer().editable().contains(document.org()))
      return Outcome.forbidden("documentId");
    if (document.status() != DocumentStatus.AWAITING_UPLOAD) {
      return Outcome.done(completed(writes, document, newestIngest(writes, document)));
    }
    var stored = objects.head(document.key());
    if (stored.isEmpty()) {
      return Outcome.refused(
          Code.UPLOAD_MISSING,
          "The bytes of %s have not arrived.".formatted(document.file().name()),
          "documentId");
    }
    if (stored.get().sizeBytes() != document.file().sizeBytes()) {
      return Outcome.refused(
          Code.UPLOAD_MISMATCH,
          "%d bytes arrived (expected: %d, as announced)"
              .formatted(stored.get().sizeBytes(), document.file().sizeBytes()),
          "documentId");
    }
    return Outcome.done(start(writes, document));
  }

  private static Completed start(Writes writes, Document document) {
    var job = DocumentChange.startIngest(writes, document, document.project());
    return completed(writes, document, job);
  }

  private static Completed completed(Writes writes, Document document, @Nullable Job job) {
    var subject = new Writes.Subject("document", document.uuid(), document.file().name());
    var event = writes.audit(document.org(), "document.complete_upload", subject);
    return new Completed(document.uuid(), job == null ? null : job.uuid(), event);
  }

  private static @Nullable Job newestIngest(Writes writes, Document document) {
    return Document.newestIngests(writes, List.of(document.uuid())).get(document.uuid());
  }
}
