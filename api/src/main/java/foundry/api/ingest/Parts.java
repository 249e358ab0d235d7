package foundry.api.ingest;

import java.util.ArrayList;
import java.util.List;

/** Joins blocks to parts of about {@link Limits#PART_CHARACTERS}, best begun at a heading. */
final class Parts {
  private final List<String> parts = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();

  private Parts() {}

  static List<String> of(List<Block> blocks) {
    var parts = new Parts();
    for (var block : blocks) parts.add(new Block(Normal.text(block.text()), block.isHeading()));
    parts.close();
    return parts.parts;
  }

  private void add(Block block) {
    if (block.text().isEmpty()) return;
    int length = current.length() + block.text().length() + 2;
    boolean goodBorder = block.isHeading() && current.length() > Limits.PART_CHARACTERS / 2;
    if (length > Limits.PART_CHARACTERS || goodBorder) close();
    String text = block.text();
    int from = 0;
    while (text.length() - from > Limits.PART_CHARACTERS) {
      int end = border(text, from);
      parts.add(text.substring(from, end).strip());
      from = end;
    }
    if (!current.isEmpty()) current.append("\n\n");
    current.append(text.substring(from).strip());
  }

  private void close() {
    if (!current.isEmpty()) parts.add(current.toString());
    current.setLength(0);
  }

  /** The last good place to tear a paragraph: a line, a sentence, a word, anywhere. */
  private static int border(String text, int from) {
    int max = from + Limits.PART_CHARACTERS;
    for (String separator : List.of("\n", ". ", " ")) {
      int at = text.lastIndexOf(separator, max - separator.length());
      if (at > from + Limits.PART_CHARACTERS / 2) return at + separator.length();
    }
    return Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
  }
}
