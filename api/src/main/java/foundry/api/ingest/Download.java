package foundry.api.ingest;

import foundry.api.aiclient.Cancellation;
import foundry.api.storage.NoSuchObject;
import foundry.api.storage.ObjectKey;
import foundry.api.storage.ObjectStore;
import foundry.api.storage.StorageUnavailable;
import foundry.api.tables.enums.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fetches the bytes of a document into a file and checks that they are the ones announced. */
final class Download {
  /** What came of it. */
  sealed interface Fetched {
    record Complete() implements Fetched {}

    record Failed(FailureCode code) implements Fetched {}

    /** The store is down, now. */
    record NotNow() implements Fetched {}

    record Stopped() implements Fetched {}
  }

  private final ObjectStore store;

  Download(ObjectStore store) {
    this.store = store;
  }

  Fetched fetch(ObjectKey key, Path target, Announced announced, Cancellation cancellation) {
    try (InputStream object = store.open(key);
        OutputStream file = Files.newOutputStream(target)) {
      var hash = sha256();
      long bytes = copy(object, file, hash, announced.sizeBytes(), cancellation);
      if (cancellation.isCancelled()) return new Fetched.Stopped();
      if (bytes == 0) return new Fetched.Failed(FailureCode.EMPTY);
      boolean same = HexFormat.of().formatHex(hash.digest()).equals(announced.sha256());
      return same ? new Fetched.Complete() : new Fetched.Failed(FailureCode.CHECKSUM_MISMATCH);
    } catch (NoSuchObject e) {
      return new Fetched.Failed(FailureCode.EMPTY);
    } catch (StorageUnavailable | IOException e) {
      return new Fetched.NotNow();
    }
  }

  /** What was said of the bytes before they came. */
  record Announced(long sizeBytes, String sha256) {}

  /** Stops beyond the announced size: the hash cannot fit any more. */
  private static long copy(
      InputStream from, OutputStream to, MessageDigest hash, long max, Cancellation cancellation)
      throws IOException {
    var buffer = new byte[64 << 10];
    long bytes = 0;
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      bytes += n;
      hash.update(buffer, 0, n);
      if (bytes > max || cancellation.isCancelled()) return bytes;
      to.write(buffer, 0, n);
    }
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
