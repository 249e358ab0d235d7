package foundry.api.ingest;

import foundry.api.tables.enums.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * What a file is, told by its bytes. Its name only tells text from text: Markdown from CSV from
 * HTML.
 */
enum FileType {
  PDF,
  WORD,
  SLIDES,
  SHEETS,
  HTML,
  ROWS,
  TEXT;

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] COMPOUND = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

  /** Files of these names are never text, so if their bytes are, the name is wrong. */
  private static final Set<String> NEVER_TEXT =
      Set.of("pdf", "docx", "pptx", "xlsx", "doc", "ppt", "xls", "zip", "png", "jpg", "jpeg");

  Extractor extractor() {
    return switch (this) {
      case PDF -> new PdfExtractor();
      case WORD -> new WordExtractor();
      case SLIDES -> new SlidesExtractor();
      case SHEETS -> new SheetsExtractor();
      case HTML -> new HtmlExtractor();
      case ROWS -> new TextExtractor(true);
      case TEXT -> new TextExtractor(false);
    };
  }

  /** Throws {@link Unreadable} if it is nothing that can be read. */
  static FileType of(Path file, String name) throws IOException {
    byte[] start;
    try (InputStream bytes = Files.newInputStream(file)) {
      start = bytes.readNBytes(Limits.SNIFFED_BYTES);
    }
    if (start.length == 0) throw new Unreadable(FailureCode.EMPTY, "0 bytes");
    if (isPdf(start)) return PDF;
    if (startsWith(start, ZIP)) return ofZip(file);
    if (startsWith(start, COMPOUND)) throw ofCompound(file);
    return ofText(start, extension(name));
  }

  /** Readers accept a PDF whose header comes within the first KiB. */
  private static boolean isPdf(byte[] start) {
    int length = Math.min(start.length, 1024);
    return new String(start, 0, length, StandardCharsets.ISO_8859_1).contains("%PDF-");
  }

  private static FileType ofZip(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      if (zip.getEntry("word/document.xml") != null) return WORD;
      if (zip.getEntry("ppt/presentation.xml") != null) return SLIDES;
      if (zip.getEntry("xl/workbook.xml") != null) return SHEETS;
      throw new Unreadable(FailureCode.UNSUPPORTED_TYPE, "an archive");
    } catch (ZipException e) {
      throw new Unreadable(FailureCode.CORRUPT, "a broken archive");
    }
  }

  /** Office encrypts a file by putting it into the container of its old formats. */
  private static Unreadable ofCompound(Path file) throws IOException {
    try (var container = new POIFSFileSystem(file.toFile(), true)) {
      return container.getRoot().hasEntry("EncryptedPackage")
          ? new Unreadable(FailureCode.ENCRYPTED, "a password is needed")
          : new Unreadable(FailureCode.UNSUPPORTED_TYPE, "a file of an old Office");
    }
  }

  private static FileType ofText(byte[] start, String extension) {
    if (NEVER_TEXT.contains(extension) || !isText(start)) {
      throw new Unreadable(FailureCode.UNSUPPORTED_TYPE, "not what its name says, or no text");
    }
    String head = new String(start, 0, Math.min(start.length, 1024), StandardCharsets.ISO_8859_1);
    String lower = head.strip().toLowerCase(Locale.ROOT);
    boolean looksLikeHtml = lower.startsWith("<!doctype html") || lower.startsWith("<html");
    return switch (extension) {
      case "html", "htm", "xhtml" -> HTML;
      case "csv", "tsv" -> ROWS;
      case "md", "markdown" -> TEXT;
      default -> looksLikeHtml ? HTML : TEXT;
    };
  }

  private static boolean isText(byte[] start) {
    if (isUtf16(start)) return true;
    int controls = 0;
    for (byte b : start) {
      if (b == 0) return false;
      if (b >= 0 && b < 0x20 && "\t\n\r\f\u001b".indexOf(b) < 0) controls++;
    }
    return controls * 100L <= start.length;
  }

  static boolean isUtf16(byte[] start) {
    if (start.length < 2) return false;
    int mark = (start[0] & 0xff) << 8 | (start[1] & 0xff);
    return mark == 0xfeff || mark == 0xfffe;
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    if (bytes.length < prefix.length) return false;
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[i] != prefix[i]) return false;
    }
    return true;
  }
}
