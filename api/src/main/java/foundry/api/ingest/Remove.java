package foundry.api.ingest;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.aiclient.AiClient;
import foundry.api.aiclient.AiResult;
import foundry.api.database.Database;
import foundry.api.queue.Work;
import foundry.api.storage.ObjectKey;
import foundry.api.storage.ObjectStore;
import foundry.api.storage.StorageUnavailable;
import foundry.api.tables.tables.records.ProjectRecord;
import foundry.api.viewer.Viewer;
import foundry.viewer.Caller;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is left of a deleted document out of the index and the store, however often that
 * takes. The task names the document and no project, so every project of the organization is asked;
 * all but one have nothing to delete.
 */
public final class Remove implements Work {
  private static final Logger LOG = LoggerFactory.getLogger(Remove.class);

  private final Database database;
  private final ObjectStore store;
  private final AiClient ai;

  public Remove(Database database, ObjectStore store, AiClient ai) {
    this.database = database;
    this.store = store;
    this.ai = ai;
  }

  @Override
  public Outcome run(Assignment assignment) {
    var org = assignment.org();
    UUID document = assignment.instance();
    for (var project : projects(org, document)) {
      if (!isUnindexed(org, project, document)) return Outcome.LATER;
    }
    try {
      store.delete(new ObjectKey(org, document));
      return Outcome.DONE;
    } catch (StorageUnavailable e) {
      LOG.warn("object of document {} is not deleted yet", document, e);
      return Outcome.LATER;
    }
  }

  private List<ProjectRecord> projects(OrgId org, UUID document) {
    var viewer = new Viewer.Product(org, "remove document " + document, requestId(document));
    return database.read(
        viewer,
        reads -> {
          reads.showDeleted();
          return reads.from(PROJECT).fetch();
        });
  }

  private boolean isUnindexed(OrgId org, ProjectRecord project, UUID document) {
    var id = new ProjectId(project.getId());
    var caller =
        new Caller(org, new UserId(project.getOwnerId()), Optional.of(id), requestId(document));
    return switch (ai.delete(caller, id, document)) {
      case AiResult.Done<Integer> done -> true;
      case AiResult.Failed<Integer>(var failure) -> {
        LOG.warn("document {} is not out of the index yet: {}", document, failure.message());
        yield false;
      }
    };
  }

  private static String requestId(UUID document) {
    return "rem_" + document.toString().replace("-", "");
  }
}
