package foundry.api.ingest;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.tables.Tables.PROJECT;

import foundry.api.Limits;
import foundry.api.aiclient.AiClient;
import foundry.api.database.Database;
import foundry.api.database.Writes;
import foundry.api.document.Remains;
import foundry.api.queue.Work;
import foundry.api.storage.ObjectStore;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.tables.records.DocumentRecord;
import foundry.api.tables.tables.records.ProjectRecord;
import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes a project that was deleted, and not brought back in time, out of the index, the store and
 * the database: some documents at a time, the project last, so that it goes on where it was cut
 * off.
 */
public final class PurgeProject implements Work {
  /** Rows in one transaction; more would hold up others. */
  private static final int BATCH = 100;

  private final Database database;
  private final Removal removal;

  public PurgeProject(Database database, ObjectStore store, AiClient ai) {
    this.database = database;
    this.removal = new Removal(store, ai);
  }

  @Override
  public Outcome run(Assignment assignment) {
    var deleted = in(assignment, writes -> deleted(writes, assignment.instance()));
    if (deleted.isEmpty()) return Outcome.DONE; // brought back, or purged before
    var project = deleted.get();
    if (!in(assignment, writes -> isDue(writes, project))) return Outcome.LATER;
    return purge(assignment, project);
  }

  private <T> T in(Assignment assignment, Function<Writes, T> work) {
    var viewer =
        new Viewer.Product(
            assignment.org(), "purge project " + assignment.instance(), requestId(assignment));
    return database.write(
        viewer,
        writes -> {
          writes.showDeleted();
          return work.apply(writes);
        });
  }

  private static String requestId(Assignment assignment) {
    return "prg_" + assignment.instance().toString().replace("-", "");
  }

  /** Waits for an undo that is under way; one that comes later is told that it is too late. */
  private static Optional<ProjectRecord> deleted(Writes writes, UUID id) {
    return writes
        .from(PROJECT)
        .and(PROJECT.ID.eq(id))
        .and(PROJECT.DELETED_AT.isNotNull())
        .forUpdate()
        .fetchOptional();
  }

  private static boolean isDue(Writes writes, ProjectRecord project) {
    var undoUntil = project.getDeletedAt().toInstant().plus(Limits.UNDO_DELETE_PROJECT_MAX);
    return !writes.now().isBefore(undoUntil);
  }

  /** Also for a project whose organization is purged, deleted by itself or not. */
  Outcome purge(Assignment assignment, ProjectRecord project) {
    while (in(assignment, writes -> deleteJobs(writes, project.getId())) > 0) {}
    while (true) {
      var documents = in(assignment, writes -> documents(writes, project.getId()));
      if (documents.isEmpty()) break;
      for (var document : documents) {
        if (!removal.remove(Remains.of(document), requestId(assignment))) return Outcome.LATER;
      }
      in(assignment, writes -> deleteDocuments(writes, documents));
    }
    in(assignment, writes -> deleteProject(writes, assignment.org(), project));
    return Outcome.DONE;
  }

  private static int deleteJobs(Writes writes, UUID project) {
    var ids = writes.from(JOB).and(JOB.PROJECT_ID.eq(project)).limit(BATCH).fetch(JOB.ID);
    return ids.isEmpty() ? 0 : writes.delete(JOB).and(JOB.ID.in(ids)).execute();
  }

  private static List<DocumentRecord> documents(Writes writes, UUID project) {
    return writes.from(DOCUMENT).and(DOCUMENT.PROJECT_ID.eq(project)).limit(BATCH).fetch();
  }

  private static int deleteDocuments(Writes writes, List<DocumentRecord> documents) {
    for (var document : documents) {
      if (document.getStatus() == DocumentStatus.AWAITING_UPLOAD) {
        Remains.of(document).removeLate(writes); // an upload that was allowed may still arrive
      }
    }
    var ids = documents.stream().map(DocumentRecord::getId).toList();
    return writes.delete(DOCUMENT).and(DOCUMENT.ID.in(ids)).execute();
  }

  private static int deleteProject(Writes writes, OrgId org, ProjectRecord project) {
    var subject = new Writes.Subject("project", project.getId(), project.getName());
    writes.audit(org, "project.purge", subject);
    return writes.delete(PROJECT).and(PROJECT.ID.eq(project.getId())).execute();
  }
}
