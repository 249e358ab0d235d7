package foundry.local.postgres;

import foundry.local.data.Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the archive on the class path into a cache, once. */
final class Binaries {
  private static final Pattern JAR_NAME = Pattern.compile("([^/]+)\\.jar!/");
  private static final int OWNER_MAY_RUN = 0100;

  private Binaries() {}

  /** The folder that holds {@code bin/}, {@code lib/} and {@code share/}. */
  static Path unpack(Path cache) {
    URL archive = archive();
    Path home = cache.resolve(name(archive));
    if (Files.isDirectory(home)) return home;
    try {
      Files.createDirectories(cache);
      Path partial = Files.createTempDirectory(cache, "partial-");
      unpack(archive, partial);
      return publish(partial, home);
    } catch (FileSystemException e) {
      throw new Refusal(
          "PostgreSQL's programs cannot be unpacked to %s (%s).".formatted(cache, reason(e)),
          "120 MB of space and the right to write there are needed.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL's programs cannot be unpacked to " + cache, e);
    }
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  private static URL archive() {
    String resource = "postgres-%s-%s.txz".formatted(system(), machine());
    URL found = Binaries.class.getClassLoader().getResource(resource);
    if (found != null) return found;
    throw new Refusal(
        "There is no embedded PostgreSQL for this machine (%s)."
            .formatted(resource.replace(".txz", "")),
        "Linux and macOS on x86-64 and ARM64 are supported; rebuild with `make clean build` if the"
            + " program was built on another machine.");
  }

  private static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.replace(' ', '_');
  }

  private static String machine() {
    String name = System.getProperty("os.arch", "");
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> name;
    };
  }

  /** The jar's name, which carries the version. */
  private static String name(URL archive) {
    Matcher jar = JAR_NAME.matcher(archive.toString());
    return jar.find() ? jar.group(1) : "postgres";
  }

  private static void unpack(URL archive, Path folder) throws IOException {
    try (InputStream bytes = new BufferedInputStream(archive.openStream(), 1 << 16);
        var tar = new TarArchiveInputStream(new XZInputStream(bytes))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, folder);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) throw new IOException(entry.getName() + " leads outside");
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & OWNER_MAY_RUN) != 0) makeRunnable(target);
  }

  private static void makeRunnable(Path file) throws IOException {
    Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    rights.add(PosixFilePermission.OWNER_EXECUTE);
    rights.add(PosixFilePermission.GROUP_EXECUTE);
    rights.add(PosixFilePermission.OTHERS_EXECUTE);
    Files.setPosixFilePermissions(file, rights);
  }

  /** Gives the finished folder its name in one step; another process may have been faster. */
  private static Path publish(Path partial, Path home) throws IOException {
    try {
      Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      delete(partial);
      if (!Files.isDirectory(home)) throw e;
    }
    return home;
  }

  static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}
