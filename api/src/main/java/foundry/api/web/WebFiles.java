package foundry.api.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/** The files of the built web app, read and compressed at first use, again if they change. */
final class WebFiles {
  /** A file as it is sent. {@code gzipped} is empty where compression is no gain. */
  record WebFile(String mediaType, Buffer bytes, Optional<Buffer> gzipped, FileTime changedAt) {}

  private static final Map<String, String> MEDIA_TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private static final Set<String> COMPRESSED_ALREADY = Set.of("png", "jpg", "ico", "woff2");

  /** Smaller files fit one packet anyway. */
  private static final int GZIP_BYTES_MIN = 1_000;

  private final Path folder;
  private final Map<String, WebFile> cache = new ConcurrentHashMap<>();

  WebFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The file at this path below the folder. Blocks. */
  Optional<WebFile> find(String path) throws IOException {
    var file = folder.resolve(path.substring(1)).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) return Optional.empty();
    var changedAt = Files.getLastModifiedTime(file);
    var known = cache.get(path);
    if (known != null && known.changedAt().equals(changedAt)) return Optional.of(known);
    var read = read(file, changedAt);
    cache.put(path, read);
    return Optional.of(read);
  }

  private static WebFile read(Path file, FileTime changedAt) throws IOException {
    var name = file.getFileName().toString();
    var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    byte[] bytes = Files.readAllBytes(file);
    boolean worthIt = bytes.length >= GZIP_BYTES_MIN && !COMPRESSED_ALREADY.contains(extension);
    return new WebFile(
        MEDIA_TYPES.getOrDefault(extension, "application/octet-stream"),
        Buffer.buffer(bytes),
        worthIt ? Optional.of(gzip(bytes)) : Optional.empty(),
        changedAt);
  }

  private static Buffer gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream(bytes.length / 3);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return Buffer.buffer(out.toByteArray());
  }
}
