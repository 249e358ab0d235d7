package foundry.api.ingest;

import foundry.api.aiclient.AiClient;
import foundry.api.aiclient.AiResult;
import foundry.api.document.Remains;
import foundry.api.storage.ObjectStore;
import foundry.api.storage.StorageUnavailable;
import foundry.viewer.Caller;
import foundry.viewer.ProjectId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what is left of documents out of the index and the store; safe to repeat. */
final class Removal {
  private static final Logger LOG = LoggerFactory.getLogger(Removal.class);

  private final ObjectStore store;
  private final AiClient ai;

  Removal(ObjectStore store, AiClient ai) {
    this.store = store;
    this.ai = ai;
  }

  /** False if something is left, because one of the two did not answer. */
  boolean remove(Remains remains, String requestId) {
    for (var index : remains.indexes()) {
      if (!isUnindexed(remains, index, requestId)) return false;
    }
    try {
      store.delete(remains.key());
      return true;
    } catch (StorageUnavailable e) {
      LOG.warn("object of document {} is not deleted yet", remains.key().document(), e);
      return false;
    }
  }

  private boolean isUnindexed(Remains remains, ProjectId index, String requestId) {
    var document = remains.key().document();
    var caller = new Caller(remains.key().org(), remains.owner(), Optional.of(index), requestId);
    return switch (ai.delete(caller, index, document)) {
      case AiResult.Done<Integer> done -> true;
      case AiResult.Failed<Integer>(var failure) -> {
        LOG.warn("document {} is not out of the index yet: {}", document, failure.message());
        yield false;
      }
    };
  }
}
