package foundry.api.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PdfLinesTest {
  @Test
  void a_sentence_over_widely_spaced_lines_stays_one_paragraph() {
    String page =
        """
        Stopping

        Press the red key once and wait until the pump stands still; after

        that close the valve.

        Starting

        """;
    assertThat(PdfLines.joined(page))
        .isEqualTo(
            """
            Stopping

            Press the red key once and wait until the pump stands still; after
            that close the valve.

            Starting

            """);
  }

  @Test
  void a_page_without_text_stays_empty() {
    assertThat(PdfLines.joined("")).isEmpty();
    assertThat(PdfLines.joined("\n\n")).isEqualTo("\n\n");
  }
}
