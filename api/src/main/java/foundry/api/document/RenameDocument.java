package foundry.api.document;

import static foundry.api.tables.Tables.DOCUMENT;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import java.util.Map;

/** Gives a document another name. What kind of file it is stays: the bytes are the same. */
final class RenameDocument {
  private RenameDocument() {}

  static Outcome<DocumentChange> run(Writes writes, Call input) {
    var found = Document.NODE.findForUpdate(writes, input.text("documentId"));
    if (found.isEmpty()) return Outcome.notFound("documentId", input.text("documentId"));
    var document = found.get();
    if (!writes.viewer().editable().contains(document.org()))
      return Outcome.forbidden("documentId");
    var name = FileName.of(input.text("name"));
    var fault = name.fault();
    if (fault.isPresent()) return new Outcome.Refused<>(fault.get());
    if (!name.type().orElseThrow().mediaType().equals(document.file().mediaType())) {
      return Outcome.refused(
          Code.INVALID_INPUT,
          "name: %s (expected: the extension of a file of type %s, as before)"
              .formatted(name.value(), document.file().mediaType()),
          "name");
    }
    DocumentChange.set(writes, document, Map.of(DOCUMENT.NAME, name.value()));
    var event = DocumentChange.audit(writes, document, "document.rename", name.value());
    return Outcome.done(new DocumentChange(document.uuid(), null, null, event));
  }
}
