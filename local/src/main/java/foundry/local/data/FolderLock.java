package foundry.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second Foundry off the same data folder, for as long as this process lives: the operating
 * system drops the lock even when the process is killed. Beside it stands who holds it.
 */
public final class FolderLock implements AutoCloseable {
  /** The process that holds a folder and where it answers. */
  public record Holder(long pid, String url) {
    /** Of the whole product; empty if only a part of it runs. */
    public Optional<Ports> ports() {
      try {
        int base = URI.create(url).getPort();
        return base < 0 ? Optional.empty() : Optional.of(new Ports(base));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    boolean isAlive() {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
  }

  private final FileChannel channel;
  private final Path running;

  private FolderLock(FileChannel channel, Path running) {
    this.channel = channel;
    this.running = running;
  }

  /** Throws {@link Refusal} if another process holds the folder. */
  public static FolderLock take(DataFolder folder, String url) {
    try {
      var channel = open(folder.lock());
      if (tryLock(channel) == null) {
        channel.close();
        throw taken(folder);
      }
      Files.writeString(folder.running(), "%d\n%s\n".formatted(ProcessHandle.current().pid(), url));
      return new FolderLock(channel, folder.running());
    } catch (IOException e) {
      throw new UncheckedIOException(folder.path() + " cannot be locked", e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Refusal taken(DataFolder folder) {
    String who =
        recorded(folder)
            .map(h -> "process %d, %s".formatted(h.pid(), h.url()))
            .orElse("another process");
    return new Refusal(
        "Foundry already runs on the data folder %s (%s).".formatted(folder.path(), who),
        "Use that one, stop it with `%s`, or choose another folder and other ports: --data <folder> --port <port>"
            .formatted(folder.stopCommand()));
  }

  /** The process that runs on the folder now; empty if there is none. */
  public static Optional<Holder> holder(DataFolder folder) {
    if (!Files.exists(folder.lock())) return Optional.empty();
    try (var channel = open(folder.lock())) {
      FileLock free = tryLock(channel);
      if (free != null) return Optional.empty();
      return recorded(folder).filter(Holder::isAlive);
    } catch (IOException e) {
      throw new UncheckedIOException(folder.path() + " cannot be read", e);
    }
  }

  private static Optional<Holder> recorded(DataFolder folder) {
    try {
      var lines = Files.readAllLines(folder.running());
      return Optional.of(new Holder(Long.parseLong(lines.getFirst()), lines.getLast()));
    } catch (IOException | NumberFormatException | java.util.NoSuchElementException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(running);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
