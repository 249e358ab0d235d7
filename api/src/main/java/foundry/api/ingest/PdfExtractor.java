package foundry.api.ingest;

import foundry.api.tables.enums.FailureCode;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** One page per page. What the file caches goes to a temporary file, not to memory. */
final class PdfExtractor implements Extractor {
  @Override
  public void extract(Path file, PageSink sink) throws IOException {
    try (var bytes = new RandomAccessReadBufferedFile(file);
        PDDocument document =
            Loader.loadPDF(bytes, "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
      sink.opened(bytes);
      pages(document, sink);
    } catch (InvalidPasswordException e) {
      throw new Unreadable(FailureCode.ENCRYPTED, "a password is needed");
    }
  }

  private static void pages(PDDocument document, PageSink sink) throws IOException {
    int count = document.getNumberOfPages();
    sink.expect(count);
    var stripper = new CountingStripper(sink);
    stripper.setAddMoreFormatting(true);
    for (int number = 1; number <= count; number++) {
      stripper.setStartPage(number);
      stripper.setEndPage(number);
      stripper.pageCharacters = 0;
      sink.page("p. " + number, PdfLines.joined(stripper.getText(document)));
      sink.progress(number, count);
    }
  }

  /** Counts the characters of a page while it gathers them; PDFBox holds all until its end. */
  private static final class CountingStripper extends PDFTextStripper {
    private final PageSink sink;
    private int pageCharacters;

    CountingStripper(PageSink sink) {
      this.sink = sink;
    }

    @Override
    protected void processTextPosition(TextPosition text) {
      String unicode = text.getUnicode();
      int more = unicode == null ? 1 : Math.max(1, unicode.length());
      sink.gathering(more);
      pageCharacters += more;
      if (pageCharacters > Limits.PAGE_CHARACTERS_MAX) {
        throw new Unreadable(FailureCode.TOO_LARGE, pageCharacters + " characters on one page");
      }
      super.processTextPosition(text);
    }
  }
}
