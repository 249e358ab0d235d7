package foundry.api.ingest;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.DOCUMENT_PAGE;

import foundry.api.database.Writes.Subject;
import foundry.api.run.JobRun;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.tables.records.DocumentRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of the document that a run ingests. Locks the job first, as all who lock both do. */
final class IngestedDocument {
  private final JobRun run;
  private final UUID id;

  IngestedDocument(JobRun run, UUID id) {
    this.run = run;
    this.id = id;
  }

  /** Takes the document up; empty if the run may not write any more or it was deleted. */
  Optional<DocumentRecord> begin() {
    return run.write(
        writes -> {
          if (!run.update(writes, Map.of())) return Optional.empty();
          var values = new HashMap<Field<?>, @Nullable Object>();
          values.put(DOCUMENT.STATUS, DocumentStatus.INGESTING);
          values.put(DOCUMENT.FAILURE_CODE, null);
          values.put(DOCUMENT.UPDATED_AT, DSL.currentOffsetDateTime());
          writes.update(DOCUMENT, values).and(DOCUMENT.ID.eq(id)).execute();
          return writes.from(DOCUMENT).and(DOCUMENT.ID.eq(id)).fetchOptional();
        });
  }

  /** True if it was deleted, or moved to another project. */
  boolean isGone() {
    var isHere = DOCUMENT.ID.eq(id).and(DOCUMENT.PROJECT_ID.eq(run.job().project().value()));
    return run.write(writes -> writes.count(DOCUMENT, isHere) == 0);
  }

  /** Replaces the pages; false if the run may not write any more or the document was deleted. */
  boolean replacePages(List<Page> pages) {
    return run.write(
        writes -> {
          Map<Field<?>, Object> values =
              Map.of(
                  DOCUMENT.PAGE_COUNT, pages.size(),
                  DOCUMENT.UPDATED_AT, DSL.currentOffsetDateTime());
          if (!run.update(writes, Map.of())) return false;
          if (writes.update(DOCUMENT, values).and(DOCUMENT.ID.eq(id)).execute() == 0) return false;
          writes.delete(DOCUMENT_PAGE).and(DOCUMENT_PAGE.DOCUMENT_ID.eq(id)).execute();
          for (int from = 0; from < pages.size(); from += Limits.PAGES_PER_STATEMENT) {
            int to = Math.min(from + Limits.PAGES_PER_STATEMENT, pages.size());
            writes.insertAll(
                DOCUMENT_PAGE,
                run.job().org(),
                List.of(
                    DOCUMENT_PAGE.DOCUMENT_ID,
                    DOCUMENT_PAGE.NUMBER,
                    DOCUMENT_PAGE.LABEL,
                    DOCUMENT_PAGE.TEXT),
                pages.subList(from, to).stream().<List<?>>map(this::row).toList());
          }
          return true;
        });
  }

  private List<Object> row(Page page) {
    return List.of(id, page.number(), page.label(), page.text());
  }

  enum End {
    READY,
    LOST,
    DELETED
  }

  /** Ends document and job together. */
  End ready(int passages) {
    return run.write(
        writes -> {
          Map<Field<?>, Object> values =
              Map.of(
                  DOCUMENT.STATUS,
                  DocumentStatus.READY,
                  DOCUMENT.PASSAGE_COUNT,
                  passages,
                  DOCUMENT.LEFT_PROJECT_IDS,
                  new UUID[0],
                  DOCUMENT.UPDATED_AT,
                  DSL.currentOffsetDateTime());
          if (!run.update(writes, Map.of())) return End.LOST;
          var found = writes.from(DOCUMENT).and(DOCUMENT.ID.eq(id)).forUpdate().fetchOptional();
          if (found.isEmpty()) return End.DELETED;
          if (!run.succeed(writes, Map.of())) return End.LOST;
          writes.update(DOCUMENT, values).and(DOCUMENT.ID.eq(id)).execute();
          var subject = new Subject("document", id, found.get().getName());
          writes.audit(run.job().org(), "document.ingest", subject);
          return End.READY;
        });
  }
}
