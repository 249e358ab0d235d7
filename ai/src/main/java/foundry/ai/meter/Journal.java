package foundry.ai.meter;

import foundry.files.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries on their way to the database, in files that outlive the process. Appending is a copy in
 * memory; one other thread reads what was appended, oldest first, and says when it is safe
 * elsewhere.
 */
final class Journal implements AutoCloseable {
  /**
   * Entries not yet read into the database.
   *
   * @param end where the next ones are
   */
  record Batch(List<Entry> entries, int end) {}

  /** 1 GiB: some four million calls that the database was away for. */
  static final int SEGMENTS_MAX = 256;

  /** All answers under way at once fit into this many times over. */
  private static final int ROOM_BYTES_MIN = Segment.BYTES / 4;

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final Path folder;
  private final FileChannel lock;
  private final ArrayDeque<Segment> segments;
  private final ByteBuffer scratch = ByteBuffer.allocate(EntryBytes.BYTES_MAX);
  private @Nullable Segment spare;
  private long lastNumber;
  private int readTo = Segment.START;
  private volatile boolean room = true;

  private Journal(Path folder, FileChannel lock, ArrayDeque<Segment> segments, long lastNumber) {
    this.folder = folder;
    this.lock = lock;
    this.segments = segments;
    this.lastNumber = lastNumber;
  }

  /** Throws if another process uses the folder: each replica has one of its own. */
  static Journal open(Path folder) {
    try {
      Files.createDirectories(folder);
      var lock = lock(folder);
      var segments = new ArrayDeque<Segment>();
      long last = 0;
      for (var path : paths(folder)) {
        last = number(path);
        segments.add(Segment.open(path));
      }
      var journal = new Journal(folder, lock, segments, last);
      segments.add(journal.create());
      journal.spare = journal.create();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("the usage journal cannot be kept in " + folder, e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    var channel =
        FileChannel.open(PrivateFile.keep(folder.resolve("lock")), StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) return channel;
    } catch (OverlappingFileLockException e) {
      // This very process has it.
    }
    channel.close();
    throw new IllegalStateException(
        "FOUNDRY_AI_USAGE_PATH: %s is used by another process (expected: one of its own)"
            .formatted(folder));
  }

  private static List<Path> paths(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().matches("\\d{12}\\.usage"))
          .sorted()
          .toList();
    }
  }

  private static long number(Path path) {
    return Long.parseLong(path.getFileName().toString().substring(0, 12));
  }

  private Segment create() throws IOException {
    return Segment.create(nextPath());
  }

  private Path nextPath() {
    lastNumber++;
    return folder.resolve("%012d.usage".formatted(lastNumber));
  }

  /** Throws if there is no room for it on the disk. Any thread. */
  synchronized void append(Entry entry) throws IOException {
    scratch.clear();
    EntryBytes.write(entry, scratch);
    scratch.flip();
    if (segments.getLast().append(scratch)) return;
    var next = spare == null ? create() : spare;
    spare = null;
    segments.add(next);
    room = segments.size() < SEGMENTS_MAX;
    if (!next.append(scratch)) throw new IOException("a record is larger than a segment");
  }

  /** Whether every answer under way can still be written down. */
  boolean hasRoom() {
    return room;
  }

  /** Makes the file that comes next, so that nobody has to wait for it. */
  void prepare() {
    Path path;
    synchronized (this) {
      if (spare != null) return;
      path = nextPath();
    }
    try {
      var made = Segment.create(path);
      synchronized (this) {
        spare = made;
        room = segments.size() < SEGMENTS_MAX;
      }
    } catch (IOException e) {
      synchronized (this) {
        room = Segment.BYTES - segments.getLast().end() > ROOM_BYTES_MIN;
      }
      LOG.error("the usage journal has no room for another file: {}", e.toString());
    }
  }

  /** The oldest entries that are not yet safe elsewhere. For one thread. */
  Batch next(int entriesMax) {
    Segment oldest;
    synchronized (this) {
      dropRead();
      oldest = segments.getFirst();
    }
    var entries = new ArrayList<Entry>();
    int end = oldest.end();
    int at = readTo;
    while (at < end && entries.size() < entriesMax) {
      read(oldest.bytes(at)).ifPresent(entries::add);
      at = oldest.after(at);
    }
    return new Batch(entries, at);
  }

  private static Optional<Entry> read(ByteBuffer bytes) {
    try {
      return Optional.of(EntryBytes.read(bytes));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      LOG.error("a usage record of another version cannot be read: {}", e.toString());
      return Optional.empty();
    }
  }

  /** These are safe elsewhere. */
  void done(Batch batch) {
    readTo = batch.end();
  }

  private void dropRead() {
    while (segments.size() > 1 && readTo >= segments.getFirst().end()) {
      delete(segments.removeFirst());
      readTo = Segment.START;
      room = spare != null && segments.size() < SEGMENTS_MAX;
    }
  }

  private static void delete(Segment segment) {
    segment.close();
    try {
      Files.deleteIfExists(segment.path());
    } catch (IOException e) {
      LOG.warn("{} is done with but cannot be deleted: {}", segment.path(), e.toString());
    }
  }

  /**
   * Writes to the disk what the kernel holds for it; nobody who appends waits for the disk. For the
   * thread that reads, the only one that takes segments away.
   */
  void force() {
    List<Segment> now;
    synchronized (this) {
      now = List.copyOf(segments);
    }
    now.forEach(Segment::force);
  }

  /** What is not safe elsewhere stays for the next process. */
  @Override
  public synchronized void close() throws IOException {
    boolean allRead = segments.size() == 1 && readTo >= segments.getFirst().end();
    for (var segment : segments) {
      if (allRead) delete(segment);
      else segment.close();
    }
    segments.clear();
    if (spare != null) delete(spare);
    spare = null;
    lock.close();
  }
}
