package foundry.ai.chunk;

import foundry.ai.text.Borders;
import foundry.ai.text.Borders.Border;
import foundry.ai.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** A text in the smallest pieces it may be cut into, each with its tokens. */
final class Pieces {
  /**
   * @param end UTF-16 offset, exclusive
   * @param border what ends there
   */
  record Piece(int start, int end, int tokens, Border border) {}

  /** A longer run without a border is no word, so it may be cut inside. */
  private static final int WORD_CHARACTERS_MAX = 32;

  private final String text;
  private final Tokenizer tokenizer;
  private final int tokensMax;
  private final List<Piece> pieces = new ArrayList<>();

  private Pieces(String text, Tokenizer tokenizer, int tokensMax) {
    this.text = text;
    this.tokenizer = tokenizer;
    this.tokensMax = tokensMax;
  }

  /** They cover the text without a gap; white space belongs to what follows it. */
  static List<Piece> of(String text, Tokenizer tokenizer, int tokensMax) {
    var pieces = new Pieces(text, tokenizer, tokensMax);
    int start = 0;
    while (start < text.length()) start = pieces.next(start);
    return pieces.pieces;
  }

  private int next(int start) {
    int most = Math.min(text.length(), start + WORD_CHARACTERS_MAX);
    for (int at = start + 1; at <= most; at++) {
      var border = at == text.length() ? Border.PARAGRAPH : Borders.at(text, at);
      if (border != Border.NONE) return add(start, at, border);
    }
    return add(start, Borders.wholeCharacter(text, start, most), Border.NONE);
  }

  private int add(int start, int end, Border border) {
    int tokens = tokenizer.count(text.substring(start, end));
    if (tokens <= tokensMax) {
      pieces.add(new Piece(start, end, tokens, border));
      return end;
    }
    int middle = Borders.wholeCharacter(text, start, start + (end - start) / 2);
    // One character of many marks: it is cut between them.
    if (middle >= end) middle = Borders.afterOneCharacter(text, start);
    if (middle >= end) {
      pieces.add(new Piece(start, end, tokens, border));
      return end;
    }
    return add(start, middle, Border.NONE);
  }
}
