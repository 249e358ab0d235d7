package foundry.api.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler.SheetContentsHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** One page per sheet, long ones in parts; a line per row, values as Excel shows them. Streams. */
final class SheetsExtractor implements Extractor {
  @Override
  public void extract(Path file, PageSink sink) throws IOException {
    try (var parts = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
      sink.opened(parts::revert);
      sheets(parts, sink);
    } catch (OpenXML4JException | SAXException | ParserConfigurationException e) {
      throw new IOException(e);
    }
  }

  private static void sheets(OPCPackage parts, PageSink sink)
      throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
    var reader = new XSSFReader(parts);
    var strings = new ReadOnlySharedStringsTable(parts);
    var styles = reader.getStylesTable();
    var sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
    while (sheets.hasNext()) {
      try (var sheet = sheets.next()) {
        var rows = new Rows(sink);
        var xml = XMLHelper.newXMLReader();
        xml.setContentHandler(
            new XSSFSheetXMLHandler(styles, null, strings, rows, new DataFormatter(), false));
        xml.parse(new InputSource(sheet));
        sink.section("sheet " + sheets.getSheetName(), rows.blocks());
      }
    }
    sink.progress(1, 1);
  }

  /** Gathers rows to blocks of lines, so that a part does not end within a row. */
  private static final class Rows implements SheetContentsHandler {
    private static final int BLOCK_CHARACTERS = 2_000;

    private final PageSink sink;
    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private final List<String> cells = new ArrayList<>();

    Rows(PageSink sink) {
      this.sink = sink;
    }

    @Override
    public void startRow(int number) {
      cells.clear();
    }

    @Override
    public void cell(
        @Nullable String reference, @Nullable String value, @Nullable XSSFComment comment) {
      if (value == null) return;
      sink.gathering(value.length()); // before it is held: cells may share one long text
      if (!value.isBlank()) cells.add(Normal.line(value));
    }

    @Override
    public void endRow(int number) {
      if (cells.isEmpty()) return;
      String line = String.join(" | ", cells);
      lines.append(line).append('\n');
      if (lines.length() > BLOCK_CHARACTERS) flush();
    }

    private void flush() {
      if (!lines.isEmpty()) blocks.add(Block.text(lines.toString()));
      lines.setLength(0);
    }

    List<Block> blocks() {
      flush();
      return blocks;
    }
  }
}
