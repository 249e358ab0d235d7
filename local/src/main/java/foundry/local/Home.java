package foundry.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the program lies, as the {@code foundry} script tells it.
 *
 * @param root the checkout: holds {@code .env} and, unless told otherwise, the data
 * @param distribution what the build made: {@code web/}, {@code persisted.json}, {@code cache/}
 */
record Home(Path root, Path distribution) {
  static Home find() {
    Path root = Path.of(System.getProperty("foundry.root", "")).toAbsolutePath();
    String distribution = System.getProperty("foundry.distribution", "local/target/foundry");
    return new Home(root, root.resolve(distribution));
  }

  Path dotEnv() {
    return root.resolve(".env");
  }

  Path cache() {
    return distribution.resolve("cache");
  }

  /** The built web app; empty if only the API is there. */
  Optional<Path> web() {
    return Optional.of(distribution.resolve("web")).filter(Files::isDirectory);
  }

  /** The GraphQL documents that the web app sends; empty if it has not been built. */
  Optional<Path> documents() {
    return Optional.of(distribution.resolve("persisted.json")).filter(Files::isRegularFile);
  }
}
