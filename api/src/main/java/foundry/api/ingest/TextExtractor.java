package foundry.api.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.mozilla.universalchardet.UniversalDetector;

/** Plain text, Markdown and CSV, in whatever character set they were saved. */
final class TextExtractor implements Extractor {
  private final boolean linesAreRows;

  /** {@code linesAreRows}: each line stands for itself, as in CSV. */
  TextExtractor(boolean linesAreRows) {
    this.linesAreRows = linesAreRows;
  }

  @Override
  public void extract(Path file, PageSink sink) throws IOException {
    String text = decode(Files.readAllBytes(file));
    sink.gathering(text.length());
    sink.progress(1, 2);
    sink.parts(
        linesAreRows
            ? List.of(Block.text(text.replaceAll("\\n{2,}", "\n")))
            : Block.paragraphs(text.replaceAll("\\r\\n?", "\n")));
    sink.progress(1, 1);
  }

  /** A byte order mark decides, then whether it is UTF-8, then what the bytes look like. */
  static String decode(byte[] bytes) {
    if (FileType.isUtf16(bytes)) return new String(bytes, StandardCharsets.UTF_16);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, guess(bytes));
    }
  }

  private static Charset guess(byte[] bytes) {
    var detector = new UniversalDetector();
    detector.handleData(Arrays.copyOf(bytes, Math.min(bytes.length, Limits.SNIFFED_BYTES)));
    detector.dataEnd();
    String name = detector.getDetectedCharset();
    boolean usable = name != null && Charset.isSupported(name) && !name.equals("US-ASCII");
    return usable ? Charset.forName(name) : Charset.forName("windows-1252");
  }
}
