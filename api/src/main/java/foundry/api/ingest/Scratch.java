package foundry.api.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A worker's folder for the files it is reading; none outlives the worker for long. */
public final class Scratch {
  private final Path folder;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /** The folder of the worker of this name, without what a former process left behind there. */
  public static Scratch of(String worker) {
    String name = "foundry-ingest-" + worker.replaceAll("[^A-Za-z0-9-]", "_");
    return in(Path.of(System.getProperty("java.io.tmpdir"), name));
  }

  static Scratch in(Path folder) {
    try {
      Files.createDirectories(folder);
      try (var left = Files.newDirectoryStream(folder, "*.bin")) {
        for (var file : left) Files.deleteIfExists(file);
      }
      return new Scratch(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + folder, e);
    }
  }

  Path newFile() throws IOException {
    Files.createDirectories(folder); // a cleaner of temporary files may have taken it
    return Files.createTempFile(folder, "ingest-", ".bin");
  }
}
