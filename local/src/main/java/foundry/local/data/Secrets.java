package foundry.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * Keys and passwords made on first use and kept from then on, one file each, readable by the owner
 * alone (0600).
 */
public final class Secrets {
  private static final int RANDOM_BYTES = 32;

  private final Path folder;

  public Secrets(Path folder) {
    this.folder = folder;
  }

  /** 256 random bits as 43 characters that need no escaping anywhere. */
  public String random(String name) {
    return kept(name, Secrets::randomText);
  }

  /** The text kept under this name, or a new one. */
  public String kept(String name, Supplier<String> maker) {
    Path file = file(name);
    try {
      if (Files.exists(file)) return Files.readString(file).strip();
      // A temporary file is its owner's alone (0600) from the moment it exists.
      Path partial = Files.createTempFile(folder, name, ".partial");
      Files.writeString(partial, maker.get());
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("secret %s cannot be kept in %s".formatted(name, folder), e);
    }
  }

  /** Where the secret of this name is. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  private static String randomText() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
