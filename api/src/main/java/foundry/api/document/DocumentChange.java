package foundry.api.document;

import static foundry.api.tables.Tables.DOCUMENT;

import foundry.api.database.Writes;
import foundry.api.job.Job;
import foundry.api.job.JobWrites;
import foundry.api.tables.enums.DocumentStatus;
import foundry.viewer.ProjectId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A document that somebody changed, and the event that says so.
 *
 * @param job the ingest that this started
 * @param from the project it was in, if it was moved
 */
record DocumentChange(UUID document, @Nullable UUID job, @Nullable UUID from, UUID auditEvent) {

  /** Changes a document's columns. */
  static void set(Writes writes, Document document, Map<Field<?>, ?> values) {
    var all = new HashMap<Field<?>, @Nullable Object>(values);
    all.put(DOCUMENT.UPDATED_AT, DSL.currentOffsetDateTime());
    writes.update(DOCUMENT, all).and(DOCUMENT.ID.eq(document.uuid())).execute();
  }

  /** Puts an ingest of the document in line; until it ends, the document is being ingested. */
  static Job startIngest(Writes writes, Document document, ProjectId project) {
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(DOCUMENT.STATUS, DocumentStatus.INGESTING);
    values.put(DOCUMENT.FAILURE_CODE, null);
    set(writes, document, values);
    return JobWrites.startIngest(writes, document.org(), project, document.uuid());
  }

  static UUID audit(Writes writes, Document document, String action, String name) {
    return writes.audit(
        document.org(), action, new Writes.Subject("document", document.uuid(), name));
  }
}
