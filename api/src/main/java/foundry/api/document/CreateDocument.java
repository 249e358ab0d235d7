package foundry.api.document;

import static foundry.api.tables.Tables.DOCUMENT;

import foundry.api.database.UuidV7;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.limit.Quota;
import foundry.api.project.OpenProject;
import foundry.api.project.Project;
import foundry.api.storage.ObjectStore;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.enums.LimitKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Registers a document. The same bytes in the same project are the same document, also where two
 * register them at once: the database's unique constraint decides.
 */
final class CreateDocument {
  /** The document; where to send its bytes, unless they are here, is said anew each time. */
  record Created(UUID document, UUID auditEvent) {}

  private final ObjectStore objects;

  CreateDocument(ObjectStore objects) {
    this.objects = objects;
  }

  Outcome<Created> run(Writes writes, Call input) {
    return OpenProject.use(
        writes, "projectId", input.text("projectId"), project -> create(writes, project, input));
  }

  private Outcome<Created> create(Writes writes, Project project, Call input) {
    var file = NewFile.of(input);
    var fault = file.fault();
    if (fault.isPresent()) return new Outcome.Refused<>(fault.get());
    while (true) {
      boolean isNew = insert(writes, project, file);
      var found = find(writes, project, file);
      if (found.isEmpty()) continue; // it was deleted a moment ago, and its place is free
      return isNew
          ? withinLimits(
              writes, project, Outcome.done(created(writes, found.get(), "document.create")))
          : again(writes, found.get(), file);
    }
  }

  private static Outcome<Created> withinLimits(
      Writes writes, Project project, Outcome<Created> created) {
    var org = project.org();
    var counted = Quota.within(writes, org, LimitKind.DOCUMENTS, "projectId", created);
    return counted instanceof Outcome.Refused
        ? counted
        : Quota.within(writes, org, LimitKind.STORAGE_MEGABYTES, "sizeBytes", created);
  }

  private static boolean insert(Writes writes, Project project, NewFile file) {
    Map<Field<?>, Object> values =
        Map.of(
            DOCUMENT.ID, UuidV7.next(),
            DOCUMENT.PROJECT_ID, project.uuid(),
            DOCUMENT.OWNER_ID, writes.viewer().user().orElseThrow().value(),
            DOCUMENT.NAME, file.name().value(),
            DOCUMENT.MEDIA_TYPE, file.type().orElseThrow().mediaType(),
            DOCUMENT.SIZE_BYTES, file.sizeBytes(),
            DOCUMENT.SHA256, file.sha256());
    return writes.insert(DOCUMENT, project.org(), values).onConflictDoNothing().execute() == 1;
  }

  private static Optional<Document> find(Writes writes, Project project, NewFile file) {
    return writes
        .from(DOCUMENT)
        .and(DOCUMENT.PROJECT_ID.eq(project.uuid()))
        .and(DOCUMENT.SHA256.eq(file.sha256()))
        .forUpdate()
        .fetchOptional()
        .map(Document.NODE::of);
  }

  private Outcome<Created> again(Writes writes, Document document, NewFile file) {
    if (document.file().sizeBytes() != file.sizeBytes()) {
      return Outcome.refused(
          Code.INVALID_INPUT,
          "sizeBytes: %d (expected: %d, as announced before for the same bytes)"
              .formatted(file.sizeBytes(), document.file().sizeBytes()),
          "sizeBytes");
    }
    return switch (document.status()) {
      case AWAITING_UPLOAD, INGESTING, READY ->
          Outcome.done(created(writes, document, "document.create_again"));
      case FAILED -> afterFailure(writes, document);
    };
  }

  private Outcome<Created> afterFailure(Writes writes, Document document) {
    if (objects.head(document.key()).isPresent()) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "These bytes are here already as %s, which failed. Retry its ingest, or delete it first."
              .formatted(document.file().name()),
          "sha256");
    }
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(DOCUMENT.STATUS, DocumentStatus.AWAITING_UPLOAD);
    values.put(DOCUMENT.FAILURE_CODE, null);
    values.put(DOCUMENT.UPDATED_AT, DSL.currentOffsetDateTime());
    writes.update(DOCUMENT, values).and(DOCUMENT.ID.eq(document.uuid())).execute();
    return Outcome.done(created(writes, document, "document.create_again"));
  }

  private static Created created(Writes writes, Document document, String action) {
    var subject = new Writes.Subject("document", document.uuid(), document.file().name());
    return new Created(document.uuid(), writes.audit(document.org(), action, subject));
  }
}
