package foundry.ai;

import foundry.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an unmodified client of others can do against the running service. Each client has a file in
 * {@code ai/target/conformance}, named after it, of this form, from which a matrix can be printed:
 *
 * <pre>{"client": "com.openai:openai-java", "version": "4.101.0", "features": {"chat": "pass"}}
 * </pre>
 *
 * A feature is {@code pass} or {@code fail}; one that was not tried is not there. Clients in other
 * languages write files of the same form.
 */
final class Conformance {
  private static final Pattern VERSION = Pattern.compile("-(\\d+\\.\\d+\\.\\d+[^/]*)\\.jar$");

  interface Trial {
    void run() throws Exception;
  }

  private final String client;
  private final String version;
  private final Map<String, String> features = new TreeMap<>();

  private Conformance(String client, String version) {
    this.client = client;
    this.version = version;
  }

  /**
   * @param type of the client's own, by whose archive its version is known
   */
  static Conformance of(String client, Class<?> type) {
    String archive = type.getProtectionDomain().getCodeSource().getLocation().toString();
    var version = VERSION.matcher(archive);
    return new Conformance(client, version.find() ? version.group(1) : "unknown");
  }

  synchronized void check(String feature, Trial trial) throws Exception {
    features.put(feature, "fail");
    try {
      trial.run();
      features.put(feature, "pass");
    } finally {
      write();
    }
  }

  private void write() {
    var file = Path.of("target", "conformance", client.replace(':', '_') + ".json");
    var record = Map.of("client", client, "version", version, "features", features);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, Json.text(record));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
