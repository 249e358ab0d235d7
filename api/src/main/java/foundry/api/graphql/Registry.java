package foundry.api.graphql;

import foundry.api.Limits;
import foundry.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The documents of our own clients, of the newest and of those that are still about. Either the
 * file that relay-compiler writes for one client, or a folder with a file a document, named by the
 * SHA-256 of what it holds: a build adds its own to those of builds before it, nothing is ever
 * changed, and what nobody asks for any more is taken out.
 */
public final class Registry {
  private static final String EXTENSION = ".graphql";

  private final Path place;

  /**
   * @param place the file or the folder
   */
  public Registry(Path place) {
    this.place = place;
  }

  /** The texts by their hash. Throws if one of them is not what its hash says. */
  public Map<String, String> texts() {
    try {
      var texts = Files.isDirectory(place) ? ofFolder() : ofFile(place);
      check(texts);
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(place + " cannot be read", e);
    }
  }

  /** Adds what is not there yet; answers the hashes of that. */
  public List<String> add(Map<String, String> texts) {
    check(texts);
    try {
      Files.createDirectories(place);
      var added = new ArrayList<String>();
      for (var entry : new TreeMap<>(texts).entrySet()) {
        var file = file(entry.getKey());
        if (Files.exists(file)) continue;
        Files.writeString(file, entry.getValue());
        added.add(entry.getKey());
      }
      return added;
    } catch (IOException e) {
      throw new UncheckedIOException(place + " cannot be written", e);
    }
  }

  /** Takes these out; clients that still ask for one are refused. */
  public void remove(Iterable<String> hashes) {
    try {
      for (var hash : hashes) Files.deleteIfExists(file(hash));
    } catch (IOException e) {
      throw new UncheckedIOException(place + " cannot be written", e);
    }
  }

  private Path file(String hash) {
    return place.resolve(hash + EXTENSION);
  }

  private Map<String, String> ofFolder() throws IOException {
    var texts = new TreeMap<String, String>();
    try (var files = Files.newDirectoryStream(place, "*" + EXTENSION)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        texts.put(name.substring(0, name.length() - EXTENSION.length()), Files.readString(file));
      }
    }
    return texts;
  }

  private static Map<String, String> ofFile(Path file) throws IOException {
    var texts = new TreeMap<String, String>();
    for (var entry : Json.tree(Files.readString(file)).properties()) {
      texts.put(entry.getKey(), entry.getValue().asString());
    }
    return texts;
  }

  private void check(Map<String, String> texts) {
    if (texts.size() > Limits.DOCUMENTS_REGISTERED_MAX) {
      throw new IllegalStateException(
          "%s: %d documents (expected: at most %d; retire some)"
              .formatted(place, texts.size(), Limits.DOCUMENTS_REGISTERED_MAX));
    }
    texts.forEach(
        (hash, text) -> {
          if (hash.equals(sha256(text))) return;
          throw new IllegalStateException(
              "%s: document %s is another one (expected: a text of this SHA-256)"
                  .formatted(place, hash));
        });
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
