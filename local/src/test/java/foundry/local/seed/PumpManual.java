package foundry.local.seed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/**
 * Sets {@code pump-manual.txt} as the PDF that a new data folder starts with. Run it after a change
 * of the text; the result is committed.
 */
final class PumpManual {
  static final Path TEXT = Path.of("src/test/resources/seed/pump-manual.txt");
  static final Path PDF = Path.of("src/main/resources/seed/pump-manual.pdf");

  private static final float MARGIN = 64;
  private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
  private static final PDFont BODY = new PDType1Font(FontName.HELVETICA);
  private static final PDFont BOLD = new PDType1Font(FontName.HELVETICA_BOLD);

  private PumpManual() {}

  public static void main(String[] arguments) throws IOException {
    Files.write(PDF, pdf(Files.readString(TEXT)));
  }

  /** Pages are parted by form feeds; a line that starts with {@code #} is a heading. */
  static byte[] pdf(String text) throws IOException {
    try (var document = new PDDocument();
        var bytes = new ByteArrayOutputStream()) {
      document.setDocumentInformation(information());
      for (String page : text.split("\f", -1)) addPage(document, page.strip());
      document.setDocumentId(1L);
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  private static PDDocumentInformation information() {
    var information = new PDDocumentInformation();
    information.setTitle("Pump P-40: operating manual");
    Calendar date = new GregorianCalendar(2026, Calendar.NOVEMBER, 22);
    information.setCreationDate(date);
    return information;
  }

  private static void addPage(PDDocument document, String text) throws IOException {
    var page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    try (var content = new PDPageContentStream(document, page)) {
      float y = PDRectangle.A4.getHeight() - MARGIN;
      for (String paragraph : text.split("\n", -1)) y = set(content, paragraph.strip(), y);
    }
  }

  private static float set(PDPageContentStream content, String paragraph, float top)
      throws IOException {
    if (paragraph.isEmpty()) return top - 8;
    boolean isTitle = paragraph.startsWith("# ");
    boolean isHeading = paragraph.startsWith("#");
    PDFont font = isHeading ? BOLD : BODY;
    float size = isTitle ? 20 : isHeading ? 13 : 11;
    float y = top;
    for (String line : lines(paragraph.replaceFirst("^#+ ", ""), font, size)) {
      y -= size * 1.45f;
      content.beginText();
      content.setFont(font, size);
      content.newLineAtOffset(MARGIN, y);
      content.showText(line);
      content.endText();
    }
    return y;
  }

  private static List<String> lines(String paragraph, PDFont font, float size) throws IOException {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : paragraph.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (font.getStringWidth(longer) / 1000 * size > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
