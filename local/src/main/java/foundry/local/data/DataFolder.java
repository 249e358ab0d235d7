package foundry.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that holds all data of one Foundry. Only its owner may look into it (0700).
 *
 * <p>{@code postgres/} database, {@code objects/} uploaded files, {@code index/} search index,
 * {@code secrets/} generated keys and passwords, {@code logs/}, {@code running} who runs on it.
 */
public record DataFolder(Path path) {
  /**
   * PostgreSQL needs this much for its first files and its log; less ends in a half-made database.
   */
  static final long FREE_BYTES_MIN = 500L << 20;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /**
   * Makes the folder if it is missing and checks that it can be used.
   *
   * @throws Refusal if it cannot be written or its disk is nearly full
   */
  public static DataFolder open(Path path) {
    return open(path, FREE_BYTES_MIN);
  }

  static DataFolder open(Path path, long freeBytesMin) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      checkWritable(absolute);
      restrict(absolute);
      checkSpace(absolute, freeBytesMin);
    } catch (IOException e) {
      throw new Refusal(
          "The data folder %s cannot be written (%s).".formatted(absolute, reason(e)),
          "Give this user the right to write there, or choose another folder: --data <folder>",
          e);
    }
    return new DataFolder(absolute);
  }

  /** The folder if it is there already; nothing is made or checked. */
  public static Optional<DataFolder> existing(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return Files.isDirectory(absolute) ? Optional.of(new DataFolder(absolute)) : Optional.empty();
  }

  private static void checkWritable(Path folder) throws IOException {
    Files.delete(Files.createTempFile(folder, "write-check", null));
  }

  private static void restrict(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  private static void checkSpace(Path folder, long freeBytesMin) throws IOException {
    long freeBytes = Files.getFileStore(folder).getUsableSpace();
    if (freeBytes >= freeBytesMin) return;
    throw new Refusal(
        "The disk of the data folder %s has %d MB left (expected: at least %d MB)."
            .formatted(folder, freeBytes >> 20, freeBytesMin >> 20),
        "Free some space, or choose a folder on another disk: --data <folder>");
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    String message = e.getMessage();
    return message == null ? kind : kind + ": " + message;
  }

  public Path postgres() {
    return child("postgres");
  }

  public Path objects() {
    return child("objects");
  }

  public Path index() {
    return child("index");
  }

  public Path logs() {
    return child("logs");
  }

  public Path secrets() {
    return child("secrets");
  }

  /** Names the process that runs on this folder. */
  Path running() {
    return path.resolve("running");
  }

  private Path child(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
