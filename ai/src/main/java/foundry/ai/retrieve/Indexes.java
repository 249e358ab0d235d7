package foundry.ai.retrieve;

import foundry.ai.Limits;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.viewer.OrgId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of every organization, opened when it is asked for and closed when it is not. A lease
 * keeps an index open while it is used.
 */
public final class Indexes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexes.class);

  /** The right to use an index until it is closed. */
  final class Lease implements AutoCloseable {
    private final Entry entry;

    private Lease(Entry entry) {
      this.entry = entry;
    }

    OrgIndex index() {
      return entry.index;
    }

    @Override
    public void close() {
      release(entry);
    }
  }

  private static final class Entry {
    private final OrgIndex index;
    private int leases;
    private long lastUsedNanos = System.nanoTime();

    Entry(OrgIndex index) {
      this.index = index;
    }
  }

  private final Path folder;
  private final Map<OrgId, Entry> open = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  public Indexes(Path folder) {
    this.folder = folder;
  }

  /** The organization's index, made if there is none. */
  Lease lease(OrgId org) throws IOException {
    return leaseIn(org, folder.resolve(org.toString()));
  }

  /** The organization's index; empty if nothing was ever indexed. */
  Optional<Lease> leaseIfAny(OrgId org) throws IOException {
    Path path = folder.resolve(org.toString());
    synchronized (this) {
      if (!open.containsKey(org) && !Files.isDirectory(path)) return Optional.empty();
      return Optional.of(leaseIn(org, path));
    }
  }

  private synchronized Lease leaseIn(OrgId org, Path path) throws IOException {
    if (closed) throw new Refused(ErrorCode.UNAVAILABLE, "the service is shutting down");
    Entry entry = open.get(org);
    if (entry != null && !entry.index.isOpen()) {
      open.remove(org);
      close(entry);
      entry = null;
    }
    if (entry == null) {
      if (open.size() >= Limits.OPEN_INDEXES_MAX) closeIdle(Duration.ZERO, 1);
      entry = new Entry(opened(path));
      open.put(org, entry);
    }
    entry.leases++;
    return new Lease(entry);
  }

  private static OrgIndex opened(Path path) throws IOException {
    try {
      return OrgIndex.open(path);
    } catch (LockObtainFailedException e) {
      LOG.error("the index {} is held by another process", path, e);
      throw new Refused(
          ErrorCode.UNAVAILABLE, "another process holds the index; only one may run on a folder");
    } catch (CorruptIndexException
        | IndexFormatTooOldException
        | IndexFormatTooNewException
        | IllegalArgumentException e) {
      LOG.error("the index {} cannot be read; remove it and index again", path, e);
      throw new Refused(
          ErrorCode.UNAVAILABLE,
          "the index cannot be read; the operator must remove it and index again");
    }
  }

  private synchronized void release(Entry entry) {
    entry.leases--;
    entry.lastUsedNanos = System.nanoTime();
  }

  /** Closes what nobody used for a while. */
  public synchronized void closeIdle() {
    closeIdle(Limits.INDEX_IDLE, Integer.MAX_VALUE);
  }

  private void closeIdle(Duration idle, int countMax) {
    long now = System.nanoTime();
    int closed = 0;
    Iterator<Entry> entries = open.values().iterator();
    while (entries.hasNext() && closed < countMax) {
      Entry entry = entries.next();
      if (entry.leases > 0 || now - entry.lastUsedNanos < idle.toNanos()) continue;
      entries.remove();
      close(entry);
      closed++;
    }
  }

  private static void close(Entry entry) {
    try {
      entry.index.close();
    } catch (IOException e) {
      LOG.warn("an index did not close cleanly; what was answered is on disk", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    List<Entry> entries = new ArrayList<>(open.values());
    open.clear();
    entries.forEach(Indexes::close);
  }
}
