package foundry.ai.chunk;

import foundry.ai.chunk.Pieces.Piece;
import foundry.ai.text.Borders.Border;
import foundry.ai.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts any text into chunks of at most so many tokens, at the best border near the end of each.
 * Without overlap the chunks are the text, put one behind the other.
 */
final class Cutter {
  /** Where chunks should end if they can. */
  enum By {
    PARAGRAPH,
    SENTENCE
  }

  /**
   * @param start UTF-16 offset
   * @param end exclusive
   */
  record Chunk(int start, int end, int tokens) {}

  private final String text;
  private final Tokenizer tokenizer;
  private final int tokensMax;
  private final int overlapTokens;
  private final By by;
  private final List<Piece> pieces;

  Cutter(String text, Tokenizer tokenizer, int tokensMax, int overlapTokens, By by) {
    this.text = text;
    this.tokenizer = tokenizer;
    this.tokensMax = tokensMax;
    this.overlapTokens = overlapTokens;
    this.by = by;
    this.pieces = Pieces.of(text, tokenizer, tokensMax);
  }

  List<Chunk> chunks() {
    var chunks = new ArrayList<Chunk>();
    int first = 0;
    int covered = 0;
    while (covered < pieces.size()) {
      int after = shortened(first, best(first, full(first)));
      if (after <= covered) {
        // What follows does not fit behind the overlap: it goes without.
        first = covered;
        after = shortened(first, best(first, full(first)));
      }
      int start = pieces.get(first).start();
      int end = pieces.get(after - 1).end();
      chunks.add(new Chunk(start, end, tokens(start, end)));
      covered = after;
      first = overlapped(first, after);
    }
    return chunks;
  }

  /** The piece behind the last that fits. */
  private int full(int first) {
    int sum = 0;
    int at = first;
    while (at < pieces.size() && sum + pieces.get(at).tokens() <= tokensMax) {
      sum += pieces.get(at++).tokens();
    }
    return Math.max(at, first + 1);
  }

  /** The last good border, as long as it leaves no chunk that is nearly empty. */
  private int best(int first, int full) {
    if (full == pieces.size()) return full;
    if (by == By.PARAGRAPH) {
      int paragraph = lastBorder(first, full, Border.PARAGRAPH, tokensMax / 2);
      if (paragraph > 0) return paragraph;
    }
    int sentence = lastBorder(first, full, Border.SENTENCE, tokensMax / 4);
    if (sentence > 0) return sentence;
    int word = lastBorder(first, full, Border.WORD, 1);
    return word > 0 ? word : full;
  }

  /** 0 if no border of at least this kind ends enough tokens. */
  private int lastBorder(int first, int full, Border least, int tokensMin) {
    int sum = 0;
    int last = 0;
    for (int at = first; at < full; at++) {
      sum += pieces.get(at).tokens();
      boolean good = pieces.get(at).border().compareTo(least) <= 0;
      if (good && sum >= tokensMin) last = at + 1;
    }
    return last;
  }

  /** Pieces may cost more together than apart, though they hardly ever do. */
  private int shortened(int first, int after) {
    int last = after;
    while (last > first + 1
        && tokens(pieces.get(first).start(), pieces.get(last - 1).end()) > tokensMax) last--;
    return last;
  }

  private int tokens(int start, int end) {
    return tokenizer.count(text.substring(start, end));
  }

  /** Where the next chunk begins: as early as the overlap allows, at a sentence if there is one. */
  private int overlapped(int first, int after) {
    int sum = 0;
    int begin = after;
    int sentence = after;
    for (int at = after - 1; at > first; at--) {
      sum += pieces.get(at).tokens();
      if (sum > overlapTokens) break;
      begin = at;
      if (pieces.get(at - 1).border().compareTo(Border.SENTENCE) <= 0) sentence = at;
    }
    return sentence < after ? sentence : begin;
  }
}
