package foundry.ai.embed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Where native libraries are unpacked: once, beside the index, instead of into the home folder and,
 * at every start anew, into the temporary folder.
 */
final class NativeFolder {
  private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

  private NativeFolder() {}

  /** Points both libraries there. Must run before the first class of either is touched. */
  static void use(Path folder) {
    setIfAbsent("DJL_CACHE_DIR", absolute(folder.resolve("tokenizers")));
    // Otherwise the tokenizer asks the cloud's metadata service where it runs and calls home.
    setIfAbsent("OPT_OUT_TRACKING", "true");
    Path onnx = folder.resolve("onnxruntime");
    if (unpacked(onnx)) setIfAbsent("onnxruntime.native.path", absolute(onnx));
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().toString();
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null && System.getenv(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** False where this platform's libraries lie elsewhere: then ONNX Runtime unpacks them itself. */
  private static boolean unpacked(Path folder) {
    try {
      Files.createDirectories(folder);
      for (String library : LIBRARIES) {
        String file = System.mapLibraryName(library);
        if (!unpacked(folder.resolve(file), "ai/onnxruntime/native/" + platform() + "/" + file)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written", e);
    }
  }

  private static boolean unpacked(Path target, String resource) throws IOException {
    var url = NativeFolder.class.getClassLoader().getResource(resource);
    if (url == null) return false;
    var connection = url.openConnection();
    connection.setUseCaches(false);
    try (InputStream stream = connection.getInputStream()) {
      long bytes = connection.getContentLengthLong();
      if (Files.isRegularFile(target) && Files.size(target) == bytes) return true;
      Path draft = Files.createTempFile(target.getParent(), "unpacking", ".tmp");
      Files.copy(stream, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    String machine = System.getProperty("os.arch", "");
    return system + (machine.equals("aarch64") ? "-aarch64" : "-x64");
  }
}
