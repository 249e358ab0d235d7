package foundry.api.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFGroupShape;
import org.apache.poi.xslf.usermodel.XSLFNotes;
import org.apache.poi.xslf.usermodel.XSLFShape;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTableRow;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.jspecify.annotations.Nullable;

/** One page per slide: its shapes, its tables, its speaker's notes. */
final class SlidesExtractor implements Extractor {
  @Override
  public void extract(Path file, PageSink sink) throws IOException {
    try (var parts = OPCPackage.open(file.toFile(), PackageAccess.READ);
        var show = new XMLSlideShow(parts)) {
      sink.opened(parts::revert);
      var slides = show.getSlides();
      sink.expect(slides.size());
      for (int i = 0; i < slides.size(); i++) {
        sink.page("slide " + (i + 1), text(slides.get(i)));
        sink.progress(i + 1, slides.size());
      }
    } catch (InvalidFormatException e) {
      throw new IOException(e);
    }
  }

  private static String text(XSLFSlide slide) {
    var texts = new ArrayList<String>();
    slide.getShapes().forEach(shape -> collect(shape, texts));
    texts.addAll(notes(slide.getNotes()));
    return String.join("\n\n", texts);
  }

  private static void collect(XSLFShape shape, List<String> texts) {
    switch (shape) {
      case XSLFTextShape text -> texts.add(text.getText());
      case XSLFTable table -> table.getRows().forEach(row -> texts.add(row(row)));
      case XSLFGroupShape group -> group.getShapes().forEach(part -> collect(part, texts));
      default -> {}
    }
  }

  private static String row(XSLFTableRow row) {
    return row.getCells().stream()
        .map(cell -> Normal.line(cell.getText()))
        .collect(Collectors.joining(" | "));
  }

  private static List<String> notes(@Nullable XSLFNotes notes) {
    if (notes == null) return List.of();
    return notes.getTextParagraphs().stream()
        .map(
            paragraphs ->
                paragraphs.stream()
                    .map(paragraph -> paragraph.getText())
                    .collect(Collectors.joining("\n")))
        .toList();
  }
}
