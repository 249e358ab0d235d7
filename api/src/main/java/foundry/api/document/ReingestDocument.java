package foundry.api.document;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.project.OpenProject;
import foundry.api.project.Project;
import foundry.api.storage.ObjectStore;
import foundry.api.tables.enums.DocumentStatus;

/** Makes a document searchable anew, from the bytes that are here. */
final class ReingestDocument {
  private final ObjectStore objects;

  ReingestDocument(ObjectStore objects) {
    this.objects = objects;
  }

  Outcome<DocumentChange> run(Writes writes, Call input) {
    var id = input.text("documentId");
    var found = Document.NODE.find(writes, id);
    if (found.isEmpty()) return Outcome.notFound("documentId", id);
    var project = Project.globalId(found.get().project());
    return OpenProject.use(writes, "documentId", project, open -> reingest(writes, id));
  }

  private Outcome<DocumentChange> reingest(Writes writes, String id) {
    var found = Document.NODE.findForUpdate(writes, id);
    if (found.isEmpty()) return Outcome.notFound("documentId", id);
    var document = found.get();
    var status = document.status();
    if (status != DocumentStatus.READY && status != DocumentStatus.FAILED) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "documentId: %s (expected: READY or FAILED)".formatted(status),
          "documentId");
    }
    if (objects.head(document.key()).isEmpty()) {
      return Outcome.refused(
          Code.UPLOAD_MISSING,
          "The bytes of %s are not here; upload it again.".formatted(document.file().name()),
          "documentId");
    }
    var job = DocumentChange.startIngest(writes, document, document.project());
    var name = document.file().name();
    var event = DocumentChange.audit(writes, document, "document.reingest", name);
    return Outcome.done(new DocumentChange(document.uuid(), job.uuid(), null, event));
  }
}
