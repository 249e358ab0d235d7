package foundry.ai.retrieve;

/**
 * Estimates, code point by code point, how many tokens a BERT tokenizer makes. Errs on the high
 * side: the model reads at most 512 and a passage aims at far fewer, so exactness buys nothing, and
 * the real tokenizer would cost more than the rest of chunking.
 */
final class TokenEstimate {
  private enum Run {
    NONE,
    LETTERS,
    DIGITS
  }

  /** A longer run of letters is no word; such text falls into short pieces. */
  private static final int WORD_LETTERS = 18;

  private static final int LETTERS_PER_TOKEN = 8;
  private static final int DIGITS_PER_TOKEN = 2;
  private static final int GIBBERISH_LETTERS_PER_TOKEN = 2;

  private Run run = Run.NONE;
  private int length;
  private int tokens;

  int tokens() {
    return tokens;
  }

  void reset() {
    run = Run.NONE;
    length = 0;
    tokens = 0;
  }

  void add(int codePoint) {
    if (Character.isWhitespace(codePoint)) {
      run = Run.NONE;
    } else if (codePoint < 0x250 && Character.isLetter(codePoint)) {
      extend(Run.LETTERS);
    } else if (codePoint < 0x80 && Character.isDigit(codePoint)) {
      extend(Run.DIGITS);
    } else {
      run = Run.NONE;
      tokens++;
    }
  }

  private void extend(Run kind) {
    length = run == kind ? length + 1 : 1;
    run = kind;
    if (length % perToken(kind) == 1) tokens++;
  }

  private int perToken(Run kind) {
    if (kind == Run.DIGITS) return DIGITS_PER_TOKEN;
    return length <= WORD_LETTERS ? LETTERS_PER_TOKEN : GIBBERISH_LETTERS_PER_TOKEN;
  }
}
