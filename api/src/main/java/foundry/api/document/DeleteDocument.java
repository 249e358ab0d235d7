package foundry.api.document;

import static foundry.api.tables.Tables.DOCUMENT;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.job.JobWrites;
import foundry.api.storage.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Deletes a document with its pages; the worker removes what the index and the store hold. */
final class DeleteDocument {
  /** What is gone. */
  record Deleted(UUID document, UUID auditEvent) {}

  /** Bytes may still arrive: a link lives so long, and an upload that began with it some more. */
  private static final Duration UPLOAD_END_MAX =
      ObjectStore.PUT_LIFETIME.plus(Duration.ofMinutes(20));

  private DeleteDocument() {}

  static Outcome<Deleted> run(Writes writes, Call input) {
    var found = Document.NODE.find(writes, input.text("documentId"));
    if (found.isEmpty()) return Outcome.notFound("documentId", input.text("documentId"));
    var document = found.get();
    if (!writes.viewer().editable().contains(document.org()))
      return Outcome.forbidden("documentId");
    JobWrites.cancelIngests(writes, document.uuid()); // jobs first: everyone locks in this order
    int deleted = writes.delete(DOCUMENT).and(DOCUMENT.ID.eq(document.uuid())).execute();
    if (deleted == 0) return Outcome.notFound("documentId", input.text("documentId"));
    writes.enqueue("remove", document.uuid(), document.org());
    writes.enqueueAt(
        "remove_late", document.uuid(), document.org(), Instant.now().plus(UPLOAD_END_MAX));
    var subject = new Writes.Subject("document", document.uuid(), document.file().name());
    var event = writes.audit(document.org(), "document.delete", subject);
    return Outcome.done(new Deleted(document.uuid(), event));
  }
}
