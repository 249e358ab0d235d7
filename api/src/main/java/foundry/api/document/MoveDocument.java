package foundry.api.document;

import static foundry.api.tables.Tables.DOCUMENT;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.job.JobWrites;
import foundry.api.project.OpenProject;
import foundry.api.project.Project;
import foundry.api.tables.enums.DocumentStatus;
import java.util.Map;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Moves a document to another project of its organization. Its ingests go with it; a new one makes
 * it searchable there and takes it out of the index of the project it was in. Answers that cite it
 * keep citing it.
 */
final class MoveDocument {
  private MoveDocument() {}

  static Outcome<DocumentChange> run(Writes writes, Call input) {
    var id = input.text("documentId");
    var found = Document.NODE.find(writes, id);
    if (found.isEmpty()) return Outcome.notFound("documentId", id);
    if (!writes.viewer().editable().contains(found.get().org()))
      return Outcome.forbidden("documentId");
    return OpenProject.use(
        writes, "projectId", input.text("projectId"), target -> move(writes, id, target));
  }

  private static Outcome<DocumentChange> move(Writes writes, String id, Project target) {
    Document.NODE
        .find(writes, id)
        .ifPresent(document -> JobWrites.cancelIngests(writes, document.uuid())); // jobs first
    var found = Document.NODE.findForUpdate(writes, id);
    if (found.isEmpty()) return Outcome.notFound("documentId", id);
    var document = found.get();
    if (!document.org().equals(target.org())) {
      return Outcome.refused(
          Code.INVALID_INPUT,
          "projectId: of another organization (expected: a project of the document's)",
          "projectId");
    }
    if (document.project().equals(target.id())) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "projectId: the document is in it (expected: another project)",
          "projectId");
    }
    if (!writes.unlessTaken(() -> put(writes, document, target)))
      return taken(writes, document, target);
    return Outcome.done(moved(writes, document, target));
  }

  private static void put(Writes writes, Document document, Project target) {
    UUID from = document.project().value();
    var left =
        DSL.field(
            "array_remove(array_append({0}, {1}), {2})",
            UUID[].class, DOCUMENT.LEFT_PROJECT_IDS, DSL.val(from), DSL.val(target.uuid()));
    Map<Field<?>, Object> values =
        Map.of(DOCUMENT.PROJECT_ID, target.uuid(), DOCUMENT.LEFT_PROJECT_IDS, left);
    DocumentChange.set(writes, document, values);
  }

  private static Outcome<DocumentChange> taken(Writes writes, Document document, Project target) {
    var there =
        writes
            .from(DOCUMENT)
            .and(DOCUMENT.PROJECT_ID.eq(target.uuid()))
            .and(DOCUMENT.SHA256.eq(document.file().sha256()))
            .fetchOptional(DOCUMENT.NAME)
            .orElse("another document");
    return Outcome.refused(
        Code.ALREADY_EXISTS,
        "projectId: the same bytes are there already, as %s (expected: a project without them)"
            .formatted(there),
        "projectId");
  }

  private static DocumentChange moved(Writes writes, Document document, Project target) {
    JobWrites.moveIngests(writes, document.uuid(), target.id());
    boolean hasBytes = document.status() != DocumentStatus.AWAITING_UPLOAD;
    @Nullable UUID job =
        hasBytes ? DocumentChange.startIngest(writes, document, target.id()).uuid() : null;
    var event = DocumentChange.audit(writes, document, "document.move", document.file().name());
    return new DocumentChange(document.uuid(), job, document.project().value(), event);
  }
}
