package foundry.api.ingest;

import java.util.Arrays;
import java.util.List;

/** A paragraph, a heading or a row: text that is not torn apart without need. */
record Block(String text, boolean isHeading) {
  static Block text(String text) {
    return new Block(text, false);
  }

  static Block heading(String text) {
    return new Block(text, true);
  }

  /** Paragraphs of plain text; lines that begin with {@code #} are headings. */
  static List<Block> paragraphs(String text) {
    return Arrays.stream(text.split("\\n[ \\t]*\\n"))
        .map(paragraph -> new Block(paragraph, paragraph.stripLeading().startsWith("#")))
        .toList();
  }
}
