package foundry.ai.retrieve;

import foundry.ai.Limits;
import foundry.ai.text.Borders;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a page into passages: whole paragraphs if they fit, else whole sentences, lines, words, and
 * only in text without any border between two characters. Every character that is not white space
 * is in exactly one passage. A heading stays with what follows it. Looks at each character at most
 * a few times, whatever the text.
 */
final class Chunker {
  /** Changes whenever the same text may be cut differently. */
  static final String VERSION = "chunker/2";

  /** How full a passage must be before a border of each kind may end it. */
  private static final int PARAGRAPH_TOKENS_MIN = Limits.PASSAGE_TOKENS / 2;

  private static final int SENTENCE_TOKENS_MIN = Limits.PASSAGE_TOKENS / 4;

  private Chunker() {}

  static List<Chunk> chunks(String text) {
    var chunks = new ArrayList<Chunk>();
    int start = Borders.skipSpace(text, 0);
    while (start < text.length()) {
      int border = next(text, start);
      chunks.add(new Chunk(start, Borders.trimEnd(text, start, border)));
      start = Borders.skipSpace(text, border);
    }
    return chunks;
  }

  /** Where the passage from {@code start} ends: the best border before it is too long. */
  private static int next(String text, int start) {
    var estimate = new TokenEstimate();
    int paragraph = 0;
    int sentence = 0;
    int word = 0;
    int at = start;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      estimate.add(codePoint);
      if (estimate.tokens() > Limits.PASSAGE_TOKENS) {
        return best(text, start, new int[] {paragraph, sentence, word, at});
      }
      at += Character.charCount(codePoint);
      switch (Borders.at(text, at)) {
        case PARAGRAPH -> {
          boolean full = estimate.tokens() >= PARAGRAPH_TOKENS_MIN;
          if (full && !Borders.isHeadingBefore(text, start, at)) paragraph = at;
          sentence = at;
          word = at;
        }
        case SENTENCE -> {
          if (estimate.tokens() >= SENTENCE_TOKENS_MIN) sentence = at;
          word = at;
        }
        case WORD -> word = at;
        case NONE -> {}
      }
    }
    return text.length();
  }

  private static int best(String text, int start, int[] borders) {
    for (int border : borders) {
      if (border > start) return Borders.wholeCharacter(text, start, border);
    }
    return Borders.afterOneCharacter(text, start);
  }
}
