package foundry.ai.meter;

import foundry.files.PrivateFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * One file of the journal, mapped into memory: what was appended is the kernel's at once and
 * outlives this process, however it ends. Each record is its length, its check sum and its bytes; a
 * length of 0, or a check sum that does not fit, is the end.
 */
final class Segment {
  static final int BYTES = 4 << 20;

  static final int START = Long.BYTES;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final long MAGIC = 0x464f554e44525931L;
  private static final int HEAD = 2 * Integer.BYTES;

  private final Path path;
  private final Arena arena;
  private final MemorySegment memory;
  private volatile int end;

  private Segment(Path path, Arena arena, MemorySegment memory, int end) {
    this.path = path;
    this.arena = arena;
    this.memory = memory;
    this.end = end;
  }

  /** The zeros are written, not promised: a disk that is full says so here, not in the map. */
  static Segment create(Path path) throws IOException {
    PrivateFile.create(path);
    try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      var zeros = ByteBuffer.allocate(BYTES).putLong(0, MAGIC);
      while (zeros.hasRemaining()) file.write(zeros);
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    return open(path);
  }

  /** Finds the end of what an earlier process wrote; a record it did not finish is none. */
  @SuppressWarnings("MustBeClosedChecker") // close() closes it
  static Segment open(Path path) throws IOException {
    PrivateFile.keep(path);
    var arena = Arena.ofShared();
    try (var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var memory = file.map(MapMode.READ_WRITE, 0, BYTES, arena);
      var segment = new Segment(path, arena, memory, START);
      segment.end = segment.findEnd();
      return segment;
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private int findEnd() {
    int at = START;
    if (memory.get(LONG, 0) != MAGIC) return at;
    while (isRecord(at)) at = after(at);
    return at;
  }

  private boolean isRecord(int at) {
    if (at + HEAD > BYTES) return false;
    int length = memory.get(INT, at);
    if (length <= 0 || length > BYTES - at - HEAD) return false;
    return memory.get(INT, at + Integer.BYTES) == crc(bytes(at));
  }

  private static int crc(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** False if it is full. One thread at a time. */
  boolean append(ByteBuffer record) {
    int at = end;
    int length = record.remaining();
    if (at + HEAD + length > BYTES) return false;
    int crc = crc(record.duplicate());
    MemorySegment.copy(MemorySegment.ofBuffer(record), 0, memory, at + HEAD, length);
    memory.set(INT, at + Integer.BYTES, crc);
    memory.set(INT, at, length);
    end = at + HEAD + length;
    return true;
  }

  /** Where the next record will be; all before it can be read by any thread. */
  int end() {
    return end;
  }

  /** The record that starts here. */
  ByteBuffer bytes(int at) {
    int length = memory.get(INT, at);
    return memory.asSlice(at + HEAD, length).asByteBuffer();
  }

  /** Where the record after the one that starts here starts. */
  int after(int at) {
    return at + HEAD + memory.get(INT, at);
  }

  /** Outlives the machine, too, from here on. */
  void force() {
    memory.force();
  }

  Path path() {
    return path;
  }

  void close() {
    arena.close();
  }
}
