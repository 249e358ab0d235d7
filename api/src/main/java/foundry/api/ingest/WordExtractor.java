package foundry.api.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFSDT;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;

/** Paragraphs, headings and tables in their order; Word knows pages only while it prints. */
final class WordExtractor implements Extractor {
  @Override
  public void extract(Path file, PageSink sink) throws IOException {
    try (var parts = OPCPackage.open(file.toFile(), PackageAccess.READ);
        var document = new XWPFDocument(parts)) {
      sink.opened(parts::revert);
      var elements = document.getBodyElements();
      var blocks = new ArrayList<Block>();
      for (var element : elements) {
        var found = blocks(element);
        found.forEach(block -> sink.gathering(block.text().length()));
        blocks.addAll(found);
        sink.progress(blocks.size(), elements.size());
      }
      sink.parts(blocks);
    } catch (InvalidFormatException e) {
      throw new IOException(e);
    }
  }

  private static List<Block> blocks(IBodyElement element) {
    return switch (element) {
      case XWPFParagraph paragraph -> List.of(new Block(paragraph.getText(), isHeading(paragraph)));
      case XWPFTable table -> table.getRows().stream().map(WordExtractor::row).toList();
      case XWPFSDT control -> Block.paragraphs(control.getContent().getText());
      default -> List.of();
    };
  }

  private static Block row(XWPFTableRow row) {
    return Block.text(
        row.getTableCells().stream()
            .map(cell -> Normal.line(cell.getTextRecursively()))
            .collect(Collectors.joining(" | ")));
  }

  private static boolean isHeading(XWPFParagraph paragraph) {
    String style = paragraph.getStyle();
    return style != null && style.toLowerCase(Locale.ROOT).startsWith("heading");
  }
}
