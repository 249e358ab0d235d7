package foundry.api.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Small real files of every type. */
final class Samples {
  private Samples() {}

  static byte[] pdf(int pages) throws IOException {
    try (var document = pdfDocument(pages)) {
      return bytes(document);
    }
  }

  private static PDDocument pdfDocument(int pages) throws IOException {
    var document = new PDDocument();
    var font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    for (int n = 1; n <= pages; n++) {
      var page = new PDPage();
      document.addPage(page);
      try (var content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(font, 12);
        content.newLineAtOffset(50, 700);
        content.showText("Page %d says: the warranty lasts %d months.".formatted(n, 24 + n));
        content.endText();
      }
    }
    return document;
  }

  private static byte[] bytes(PDDocument document) throws IOException {
    var bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }

  static byte[] encryptedPdf() throws IOException {
    try (var document = pdfDocument(1)) {
      var policy = new StandardProtectionPolicy("owner", "user", new AccessPermission());
      policy.setEncryptionKeyLength(256);
      document.protect(policy);
      return bytes(document);
    }
  }

  static byte[] pdfWithoutText() throws IOException {
    try (var document = new PDDocument()) {
      document.addPage(new PDPage());
      return bytes(document);
    }
  }

  static byte[] docx() throws IOException {
    try (var document = new XWPFDocument();
        var bytes = new ByteArrayOutputStream()) {
      var heading = document.createParagraph();
      heading.setStyle("Heading1");
      heading.createRun().setText("Warranty");
      document.createParagraph().createRun().setText("It lasts 24 months.");
      var table = document.createTable(1, 2);
      table.getRow(0).getCell(0).setText("Part");
      table.getRow(0).getCell(1).setText("Pump");
      document.write(bytes);
      return bytes.toByteArray();
    }
  }

  static byte[] pptx() throws IOException {
    try (var show = new XMLSlideShow();
        var bytes = new ByteArrayOutputStream()) {
      for (int n = 1; n <= 3; n++) {
        show.createSlide().createTextBox().setText("Slide %d about pumps".formatted(n));
      }
      show.write(bytes);
      return bytes.toByteArray();
    }
  }

  static byte[] xlsx() throws IOException {
    try (var book = new XSSFWorkbook();
        var bytes = new ByteArrayOutputStream()) {
      var row = book.createSheet("Prices").createRow(0);
      row.createCell(0).setCellValue("Pump");
      row.createCell(1).setCellValue(12.5);
      book.createSheet("Stock").createRow(0).createCell(0).setCellValue("Seven");
      book.write(bytes);
      return bytes.toByteArray();
    }
  }

  /** A DOCX whose text unpacks to 100 MB of blanks. */
  static byte[] zipBomb() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var from = new ZipInputStream(new java.io.ByteArrayInputStream(docx()));
        var to = new ZipOutputStream(bytes)) {
      for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(from.readAllBytes());
        if (!entry.getName().equals("word/document.xml")) continue;
        var blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100; i++) to.write(blanks);
      }
    }
    return bytes.toByteArray();
  }

  /** A DOCX whose main part defines an entity that grows without end. */
  static byte[] entityBomb() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var from = new ZipInputStream(new java.io.ByteArrayInputStream(docx()));
        var to = new ZipOutputStream(bytes)) {
      for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        String xml = new String(from.readAllBytes(), StandardCharsets.UTF_8);
        boolean isMain = entry.getName().equals("word/document.xml");
        to.write((isMain ? laughing(xml) : xml).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static String laughing(String xml) {
    var entities = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
    for (int n = 1; n < 20; n++) {
      entities.append("<!ENTITY a%d \"%s\">".formatted(n, "&a%d;".formatted(n - 1).repeat(10)));
    }
    entities.append("]>");
    int root = xml.indexOf("<w:document");
    return xml.substring(0, root)
        + entities
        + xml.substring(root).replace("It lasts 24 months.", "&a19;");
  }

  static byte[] text(String text, Charset charset) {
    return text.getBytes(charset);
  }

  static byte[] longText() {
    var paragraph = String.join(" ", Collections.nCopies(60, "Pumps need oil."));
    return String.join("\n\n", Collections.nCopies(20, paragraph)).getBytes(StandardCharsets.UTF_8);
  }
}
