package foundry.local.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class SeedFilesTest {
  @Test
  void the_pump_manual_is_what_its_text_says_and_small() throws Exception {
    byte[] committed = Files.readAllBytes(PumpManual.PDF);
    byte[] made = PumpManual.pdf(Files.readString(PumpManual.TEXT));
    assertThat(text(committed))
        .isEqualTo(text(made))
        .contains("Hold the green key for five seconds", "every 500 operating hours");
    assertThat(committed).hasSizeLessThan(100_000);
  }

  private static String text(byte[] pdf) throws Exception {
    try (var document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }
  }
}
