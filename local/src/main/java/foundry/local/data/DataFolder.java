package foundry.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The folder that holds all data of one Foundry. What is made here only its owner may look into
 * (0700).
 *
 * <p>{@code postgres/} database, {@code objects/} uploaded files, {@code index/} search index,
 * {@code usage/} usage on its way to the database, {@code secrets/} generated keys and passwords,
 * {@code logs/}, {@code running} who runs on it.
 */
public record DataFolder(Path path) {
  /**
   * PostgreSQL needs this much for its first files and its log; less ends in a half-made database.
   */
  static final long FREE_BYTES_MIN = 500L << 20;

  private static final String LOCK = "lock";
  private static final Set<String> OURS =
      Set.of(LOCK, "running", "postgres", "objects", "index", "usage", "secrets", "logs", "seeded");

  /** What is in a folder that nobody has used yet: an empty disk, a folder seen by the Finder. */
  private static final Set<String> OF_THE_SYSTEM = Set.of("lost+found", ".DS_Store");

  private static final String CHOOSE = "Leave it out, or name a folder: --data <folder>";

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
    checkKind(path, absolute);
    try {
      if (!Files.exists(absolute)) make(absolute);
      checkOwn(absolute);
      checkWritable(absolute);
      checkSpace(absolute, freeBytesMin);
    } catch (IOException e) {
      throw new Refusal(
          "The data folder %s cannot be written (%s).".formatted(absolute, reason(e)),
          "Give this user the right to write there, or choose another folder: --data <folder>",
          e);
    }
    return new DataFolder(absolute);
  }

  private static void checkKind(Path asGiven, Path absolute) {
    if (asGiven.toString().isEmpty()) {
      throw new Refusal("--data is empty (expected: a folder).", CHOOSE);
    }
    if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
      throw new Refusal(
          "The data folder %s is a file (expected: a folder).".formatted(absolute), CHOOSE);
    }
  }

  /** Its rights are set only here: a folder that was there before keeps those it has. */
  private static void make(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  /** Nobody's files are to be mixed with ours because of a slip in {@code --data}. */
  private static void checkOwn(Path folder) throws IOException {
    var names = names(folder);
    names.removeAll(OF_THE_SYSTEM);
    boolean isOurs = names.contains(LOCK) && (names.contains("secrets") || OURS.containsAll(names));
    if (names.isEmpty() || isOurs) return;
    throw new Refusal(
        "The folder %s holds files that are not Foundry's.".formatted(folder),
        "Choose a new, an empty, or an earlier data folder: --data <folder>");
  }

  private static Set<String> names(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .map(e -> e.getFileName().toString())
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  /** Where the data is if nobody says otherwise. */
  public static Path standard() {
    return Path.of(System.getProperty("foundry.root", ""), ".foundry").toAbsolutePath();
  }

  /** What to type to stop the product that runs on this folder. */
  public String stopCommand() {
    String stop = "./foundry stop";
    return path.equals(standard()) ? stop : stop + " --data " + quoted(path.toString());
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+,=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The folder if it is there already; nothing is made or checked. */
  public static Optional<DataFolder> existing(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return Files.isDirectory(absolute) ? Optional.of(new DataFolder(absolute)) : Optional.empty();
  }

  private static void checkWritable(Path folder) throws IOException {
    Files.delete(Files.createTempFile(folder, "write-check", null));
  }

  private static void checkSpace(Path folder, long freeBytesMin) throws IOException {
    long freeBytes = Files.getFileStore(folder).getUsableSpace();
    if (freeBytes >= freeBytesMin) return;
    throw new Refusal(
        "The disk of the data folder %s has %d MB left (expected: at least %d MB)."
            .formatted(folder, freeBytes >> 20, freeBytesMin >> 20),
        "Free some space, or choose a folder on another disk: --data <folder>");
  }

  /** Without the name of the file it happened to, which is none that people know. */
  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      case FileSystemException _ -> e.getClass().getSimpleName().replace("Exception", "");
      default -> String.valueOf(e.getMessage());
    };
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

  public Path usage() {
    return child("usage");
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

  Path lock() {
    return path.resolve(LOCK);
  }

  private Path child(String name) {
    Path child = path.resolve(name);
    try {
      if (!Files.exists(child)) make(child);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
