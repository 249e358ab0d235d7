package foundry.api.graphql;

import foundry.api.Limits;
import foundry.api.database.DocumentUses;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts which registered documents are asked for, so that those of old clients can be retired once
 * nobody does. Kept in memory and written once in a while: a request pays an addition. A process
 * that is killed loses what it counted since the last time.
 */
public final class UseCount implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UseCount.class);

  private final DocumentUses uses;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch written = new CountDownLatch(1);

  private UseCount(DocumentUses uses) {
    this.uses = uses;
  }

  public static UseCount start(DocumentUses uses) {
    var count = new UseCount(uses);
    Thread.ofVirtual().name("document uses").start(count::run);
    return count;
  }

  /**
   * @param hash of a document that is registered: nobody else's text may fill the table
   */
  public void count(String hash) {
    adder(hash).increment();
  }

  private LongAdder adder(String hash) {
    var known = counts.get(hash);
    return known != null ? known : counts.computeIfAbsent(hash, ignored -> new LongAdder());
  }

  private void run() {
    try {
      while (!closed.await(Limits.USES_WRITTEN_EVERY.toMillis(), TimeUnit.MILLISECONDS)) write();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    write();
    written.countDown();
  }

  private void write() {
    var taken = new HashMap<String, Long>();
    counts.forEach(
        (hash, count) -> {
          long requests = count.sumThenReset();
          if (requests > 0) taken.put(hash, requests);
        });
    if (taken.isEmpty()) return;
    try {
      uses.add(taken);
    } catch (RuntimeException e) {
      LOG.warn("uses of documents were not written, next time again: {}", e.getMessage());
      taken.forEach((hash, requests) -> adder(hash).add(requests));
    }
  }

  /** Writes what there is. */
  @Override
  public void close() {
    closed.countDown();
    try {
      written.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
