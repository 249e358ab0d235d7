package foundry.api.document;

import static foundry.api.tables.Tables.DOCUMENT;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.job.JobWrites;
import java.util.UUID;

/** Deletes a document with its pages; the worker removes what the index and the store hold. */
final class DeleteDocument {
  /** What is gone. */
  record Deleted(UUID document, UUID auditEvent) {}

  private DeleteDocument() {}

  static Outcome<Deleted> run(Writes writes, Call input) {
    var found = Document.NODE.find(writes, input.text("documentId"));
    if (found.isEmpty()) return Outcome.notFound("documentId", input.text("documentId"));
    var document = found.get();
    if (!writes.viewer().editable().contains(document.org()))
      return Outcome.forbidden("documentId");
    JobWrites.cancelIngests(writes, document.uuid()); // jobs first: everyone locks in this order
    var row =
        writes.delete(DOCUMENT).and(DOCUMENT.ID.eq(document.uuid())).returning().fetchOptional();
    if (row.isEmpty()) return Outcome.notFound("documentId", input.text("documentId"));
    Remains.of(row.get()).remove(writes);
    var subject = new Writes.Subject("document", document.uuid(), document.file().name());
    var event = writes.audit(document.org(), "document.delete", subject);
    return Outcome.done(new Deleted(document.uuid(), event));
  }
}
