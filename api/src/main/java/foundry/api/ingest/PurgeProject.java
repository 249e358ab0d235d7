package foundry.api.ingest;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.tables.Tables.PROJECT;

import foundry.api.Limits;
import foundry.api.aiclient.AiClient;
import foundry.api.aiclient.AiResult;
import foundry.api.database.Database;
import foundry.api.database.Writes;
import foundry.api.queue.Work;
import foundry.api.storage.ObjectKey;
import foundry.api.storage.ObjectStore;
import foundry.api.storage.StorageUnavailable;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.tables.records.DocumentRecord;
import foundry.api.tables.tables.records.ProjectRecord;
import foundry.api.viewer.Viewer;
import foundry.viewer.Caller;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a project that was deleted, and not brought back in time, out of the index, the store and
 * the database: some documents at a time, the project last, so that it goes on where it was cut
 * off.
 */
public final class PurgeProject implements Work {
  /** Rows in one transaction; more would hold up others. */
  private static final int BATCH = 100;

  /** An upload that was allowed before the deletion may still arrive after the purge. */
  private static final Duration UPLOAD_END_MAX =
      ObjectStore.PUT_LIFETIME.plus(Duration.ofMinutes(20));

  private static final Logger LOG = LoggerFactory.getLogger(PurgeProject.class);

  private final Database database;
  private final ObjectStore store;
  private final AiClient ai;

  public PurgeProject(Database database, ObjectStore store, AiClient ai) {
    this.database = database;
    this.store = store;
    this.ai = ai;
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
        if (!isRemoved(assignment, project, document)) return Outcome.LATER;
      }
      in(assignment, writes -> deleteDocuments(writes, assignment.org(), documents));
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

  private boolean isRemoved(Assignment assignment, ProjectRecord project, DocumentRecord document) {
    var indexes = new ArrayList<>(List.of(document.getLeftProjectIds()));
    indexes.add(project.getId());
    for (var index : indexes) {
      if (!isUnindexed(assignment, project, new ProjectId(index), document.getId())) return false;
    }
    try {
      store.delete(new ObjectKey(assignment.org(), document.getId()));
      return true;
    } catch (StorageUnavailable e) {
      LOG.warn("object of document {} is not deleted yet", document.getId(), e);
      return false;
    }
  }

  private boolean isUnindexed(
      Assignment assignment, ProjectRecord project, ProjectId index, UUID document) {
    var caller =
        new Caller(
            assignment.org(),
            new UserId(project.getOwnerId()),
            Optional.of(index),
            requestId(assignment));
    return switch (ai.delete(caller, index, document)) {
      case AiResult.Done<Integer> done -> true;
      case AiResult.Failed<Integer>(var failure) -> {
        LOG.warn("document {} is not out of the index yet: {}", document, failure.message());
        yield false;
      }
    };
  }

  private static int deleteDocuments(Writes writes, OrgId org, List<DocumentRecord> documents) {
    var later = Instant.now().plus(UPLOAD_END_MAX);
    for (var document : documents) {
      if (document.getStatus() == DocumentStatus.AWAITING_UPLOAD) {
        writes.enqueueAt("remove_late", document.getId(), org, later);
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
