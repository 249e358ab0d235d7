package foundry.api.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.aiclient.Cancellation;
import foundry.api.tables.enums.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExtractionTest {
  @TempDir private static Path folder;
  private static Path file;

  @BeforeAll
  static void write() throws Exception {
    file = folder.resolve("a.pdf");
    try (var document = new PDDocument()) {
      for (int n = 0; n < 3_000; n++) document.addPage(new PDPage());
      document.save(file.toFile());
    }
  }

  @Test
  void a_file_that_takes_too_long_is_given_up() throws Exception {
    var extraction = new Extraction(file, "a.pdf", new PageSink(fraction -> {}));
    var result = extraction.run(new Cancellation(), Duration.ofMillis(5));
    assertThat(result)
        .isInstanceOfSatisfying(
            Extracted.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(FailureCode.TIMED_OUT));
  }

  @Test
  void cancelling_stops_the_reading_thread() throws Exception {
    var cancellation = new Cancellation();
    var reading = new CountDownLatch(1);
    var sink =
        new PageSink(
            fraction -> {
              reader = Thread.currentThread();
              reading.countDown();
            });
    var canceller = Thread.startVirtualThread(() -> cancelWhen(reading, cancellation));
    var result = new Extraction(file, "a.pdf", sink).run(cancellation, Duration.ofSeconds(30));
    assertThat(result).isInstanceOf(Extracted.Stopped.class);
    canceller.join();
    assertThat(reader.join(Duration.ofSeconds(5))).isTrue();
  }

  private volatile Thread reader;

  private static void cancelWhen(CountDownLatch reading, Cancellation cancellation) {
    try {
      reading.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    cancellation.cancel();
  }

  @Test
  void more_pages_than_the_limit_are_too_large() throws Exception {
    var many = Files.createTempFile(folder, "b", ".pdf");
    try (var document = new PDDocument()) {
      for (int n = 0; n <= Limits.PAGES_MAX; n++) document.addPage(new PDPage());
      document.save(many.toFile());
    }
    var result =
        new Extraction(many, "b.pdf", new PageSink(fraction -> {}))
            .run(new Cancellation(), Duration.ofSeconds(30));
    assertThat(result)
        .isInstanceOfSatisfying(
            Extracted.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(FailureCode.TOO_LARGE));
  }

  @Test
  void texts_and_web_pages_beyond_the_limits_are_too_large() throws Exception {
    assertThat(failure("a.txt", "oil and\n".repeat(Limits.CHARACTERS_MAX / 8 + 1)))
        .isEqualTo(FailureCode.TOO_LARGE);
    assertThat(failure("a.html", "<p>oil\n".repeat((int) Limits.HTML_BYTES_MAX / 7 + 1)))
        .isEqualTo(FailureCode.TOO_LARGE);
  }

  @Test
  void a_progress_that_cannot_be_told_says_nothing_against_the_file() throws Exception {
    var written = Files.writeString(folder.resolve("c.txt"), "oil");
    var sink =
        new PageSink(
            fraction -> {
              throw new IllegalStateException("the database is away");
            });
    var result =
        new Extraction(written, "c.txt", sink).run(new Cancellation(), Duration.ofSeconds(30));
    assertThat(result).isInstanceOf(Extracted.Pages.class);
  }

  @Test
  void a_row_that_repeats_one_long_text_is_too_large_before_it_is_held() throws Exception {
    var written = folder.resolve("d.xlsx");
    try (var book = new XSSFWorkbook();
        var out = Files.newOutputStream(written)) {
      var row = book.createSheet("s").createRow(0);
      for (int i = 0; i < 1_500; i++) row.createCell(i).setCellValue("oil ".repeat(8_000));
      book.write(out);
    }
    assertThat(failed(written, "d.xlsx")).isEqualTo(FailureCode.TOO_LARGE);
  }

  @Test
  void a_page_of_a_pdf_with_too_many_characters_is_too_large() throws Exception {
    var written = folder.resolve("e.pdf");
    try (var document = new PDDocument()) {
      var page = new PDPage();
      document.addPage(page);
      try (var content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 1);
        for (int n = 0; n <= Limits.PAGE_CHARACTERS_MAX / 1_000; n++) {
          content.showText("oil ".repeat(250));
        }
        content.endText();
      }
      document.save(written.toFile());
    }
    assertThat(failed(written, "e.pdf")).isEqualTo(FailureCode.TOO_LARGE);
  }

  @Test
  void what_a_dead_worker_left_behind_is_gone_when_its_successor_starts() throws Exception {
    var left = Scratch.in(folder.resolve("w")).newFile();
    assertThat(left).exists();
    Scratch.in(folder.resolve("w"));
    assertThat(left).doesNotExist();
  }

  private static FailureCode failed(Path written, String name) throws Exception {
    var result =
        new Extraction(written, name, new PageSink(fraction -> {}))
            .run(new Cancellation(), Duration.ofSeconds(30));
    return ((Extracted.Failed) result).code();
  }

  private static FailureCode failure(String name, String text) throws Exception {
    var written = Files.writeString(folder.resolve(name), text);
    return failed(written, name);
  }
}
