package foundry.ai.retrieve;

import foundry.viewer.OrgId;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At most one indexing of a document goes on: a newer call replaces an older one, and a deletion
 * ends it, so that a document that was deleted does not come back.
 */
public final class WorkUnderWay {
  private record Key(OrgId org, DocumentKey document) {}

  private final ConcurrentHashMap<Key, Work> works = new ConcurrentHashMap<>();

  Work begin(OrgId org, DocumentKey document) {
    var work = new Work();
    var former = works.put(new Key(org, document), work);
    if (former != null) former.cancel();
    return work;
  }

  void end(OrgId org, DocumentKey document, Work work) {
    works.remove(new Key(org, document), work);
  }

  void cancel(OrgId org, DocumentKey document) {
    var work = works.remove(new Key(org, document));
    if (work != null) work.cancel();
  }
}
