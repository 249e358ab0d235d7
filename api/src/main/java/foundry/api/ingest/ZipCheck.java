package foundry.api.ingest;

import foundry.api.tables.enums.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks an archive to nowhere before anybody parses it, and counts: what its directory says of
 * sizes may be a lie.
 */
final class ZipCheck {
  private long inflatedBytes;

  private ZipCheck() {}

  /** Throws {@link Unreadable} if the archive is a bomb or broken. */
  static void check(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      if (zip.size() > Limits.ZIP_ENTRIES_MAX) throw bomb(zip.size() + " entries");
      var check = new ZipCheck();
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        check.entry(zip, entries.nextElement());
      }
    } catch (ZipException e) {
      throw new Unreadable(FailureCode.CORRUPT, "a broken archive");
    }
  }

  private void entry(ZipFile zip, ZipEntry entry) throws IOException {
    long max = bytesMax(entry.getName());
    long packed = Math.max(entry.getCompressedSize(), 1);
    var buffer = new byte[64 << 10];
    long bytes = 0;
    try (InputStream content = zip.getInputStream(entry)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        bytes += n;
        inflatedBytes += n;
        if (bytes > max || inflatedBytes > Limits.ZIP_INFLATED_BYTES_MAX) {
          throw bomb("an entry unpacks to more than " + max);
        }
        if (bytes > Limits.ZIP_RATIO_FREE_BYTES && bytes / packed > Limits.ZIP_RATIO_MAX) {
          throw bomb("an entry unpacks to more than 100 times its size");
        }
        if (Thread.currentThread().isInterrupted()) throw new CancellationException();
      }
    }
  }

  private static long bytesMax(String entry) {
    if (entry.startsWith("xl/worksheets/")) return Limits.SHEET_BYTES_MAX;
    boolean isXml = entry.endsWith(".xml") || entry.endsWith(".rels");
    return isXml ? Limits.XML_PART_BYTES_MAX : Limits.ZIP_INFLATED_BYTES_MAX;
  }

  private static Unreadable bomb(String reason) {
    return new Unreadable(FailureCode.TOO_LARGE, reason);
  }
}
