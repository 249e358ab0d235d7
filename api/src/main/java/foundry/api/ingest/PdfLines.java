package foundry.api.ingest;

import java.util.List;

/**
 * Puts paragraphs together again. A PDF knows lines only; where they stand far apart, each is taken
 * for a paragraph of its own. A line that is nearly as long as the longest one and does not end
 * like a sentence goes on in the next.
 */
final class PdfLines {
  private static final double FULL = 0.7;
  private static final String ENDS = ".!?:;\u3002";

  private PdfLines() {}

  static String joined(String page) {
    List<String> lines = page.lines().map(String::strip).toList();
    int longest = lines.stream().mapToInt(String::length).max().orElse(0);
    var text = new StringBuilder(page.length());
    boolean goesOn = false;
    for (String line : lines) {
      if (line.isEmpty() && goesOn) continue;
      text.append(line).append('\n');
      goesOn = !line.isEmpty() && isFull(line, longest);
    }
    return text.toString();
  }

  private static boolean isFull(String line, int longest) {
    return line.length() >= FULL * longest && ENDS.indexOf(line.charAt(line.length() - 1)) < 0;
  }
}
