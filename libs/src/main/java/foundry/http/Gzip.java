package foundry.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Replies made smaller for clients that say they can read it (RFC 9110, 12.5.3). Done by whoever
 * makes a reply and not by the server for all of them: off the event loop, only where it gains
 * something, and never for a stream of events, whose bytes would wait in the compressor.
 */
public final class Gzip {
  /** Smaller bodies fit one packet anyway. */
  public static final int BYTES_MIN = 1_400;

  /** JSON gets nearly as small as at the default level, sooner. */
  private static final int LEVEL = 4;

  private Gzip() {}

  /**
   * True if the client would rather have gzip than the bytes as they are.
   *
   * @param acceptEncoding the request's header
   */
  public static boolean isAccepted(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) return false;
    double named = -1;
    double any = -1;
    for (var part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      var coding = part.split(";", 2)[0].strip();
      if (coding.equals("gzip") || coding.equals("x-gzip")) named = quality(part);
      if (coding.equals("*")) any = quality(part);
    }
    return named >= 0 ? named > 0 : any > 0;
  }

  private static double quality(String part) {
    int at = part.indexOf("q=");
    if (at < 0) return 1;
    try {
      return Double.parseDouble(part.substring(at + 2).split(";", 2)[0].strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The compressed bytes. Takes a moment: not for an event loop. */
  public static Buffer of(Buffer bytes) {
    var out = new ByteArrayOutputStream(bytes.length() / 3);
    try (var gzip = new Fast(out)) {
      gzip.write(bytes.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(out.toByteArray());
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 8 << 10);
      def.setLevel(LEVEL);
    }
  }
}
