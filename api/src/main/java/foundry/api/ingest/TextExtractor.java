package foundry.api.ingest;

import foundry.api.tables.enums.FailureCode;
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
    checkCharacters(file);
    String text = decode(Files.readAllBytes(file));
    sink.gathering(text.length());
    sink.progress(1, 2);
    sink.parts(
        linesAreRows
            ? List.of(Block.text(text.replaceAll("\\n{2,}", "\n")))
            : Block.paragraphs(text.replaceAll("\\r\\n?", "\n")));
    sink.progress(1, 1);
  }

  /** Counts before anything is held in memory: bytes that begin a character in UTF-8. */
  private static void checkCharacters(Path file) throws IOException {
    var buffer = new byte[64 << 10];
    long characters = 0;
    try (var bytes = Files.newInputStream(file)) {
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        for (int i = 0; i < n; i++) if ((buffer[i] & 0xc0) != 0x80) characters++;
        if (characters > 2L * Limits.CHARACTERS_MAX) break; // each UTF-16 unit counts twice
      }
    }
    boolean isWide = characters > Limits.CHARACTERS_MAX && isUtf16(file);
    if (characters <= (isWide ? 2L : 1L) * Limits.CHARACTERS_MAX) return;
    throw new Unreadable(FailureCode.TOO_LARGE, "more characters than " + Limits.CHARACTERS_MAX);
  }

  private static boolean isUtf16(Path file) throws IOException {
    try (var bytes = Files.newInputStream(file)) {
      return FileType.isUtf16(bytes.readNBytes(2));
    }
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
