package foundry.ai.token;

/**
 * Estimates in one pass, without tables, how many tokens byte pairs make of a text: rather a few
 * too many. Within a tenth for English prose, up to twice for rare scripts.
 */
final class Estimate {
  /** Words up to here are mostly one token. */
  private static final int WORD_LETTERS = 7;

  private static final int LETTERS_PER_FURTHER_TOKEN = 4;

  /** A longer run of letters and digits is no word. */
  private static final int GIBBERISH_LETTERS = 24;

  private static final int DIGITS_PER_TOKEN = 3;
  private static final int FOREIGN_LETTERS_PER_TOKEN = 2;

  private static final int SAMPLES = 16;
  private static final int SAMPLE_CHARACTERS = 16 << 10;

  private Estimate() {}

  /** As {@link #of}, of a long text by samples from all of it: for an event loop. */
  static int quick(String text) {
    if (text.length() <= SAMPLES * SAMPLE_CHARACTERS) return of(text);
    long sum = 0;
    int step = text.length() / SAMPLES;
    for (int i = 0; i < SAMPLES; i++) {
      sum += of(text.substring(i * step, i * step + SAMPLE_CHARACTERS));
    }
    return (int) (sum * text.length() / (SAMPLES * SAMPLE_CHARACTERS));
  }

  static int of(String text) {
    int tokens = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = at + 1;
      if (isLatin(c)) {
        end = wordEnd(text, at);
        tokens += word(end - at);
      } else if (c >= '0' && c <= '9') {
        end = runEnd(text, at, 2);
        tokens += 1 + (end - at - 1) / DIGITS_PER_TOKEN;
      } else if (Character.isWhitespace(c)) {
        end = runEnd(text, at, 3);
        // One space belongs to the word behind it.
        if (end - at > 1 || c != ' ') tokens++;
      } else if (c > 0x7f && Character.isLetter(c) && c < 0x900) {
        end = runEnd(text, at, 4);
        tokens += 1 + (end - at - 1) / FOREIGN_LETTERS_PER_TOKEN;
      } else {
        // Signs, Chinese, halves of emojis: about one each.
        tokens++;
      }
      at = end;
    }
    return tokens;
  }

  private static int word(int letters) {
    if (letters <= WORD_LETTERS) return 1;
    if (letters > GIBBERISH_LETTERS) return letters / 2;
    return 1 + (letters - WORD_LETTERS + LETTERS_PER_FURTHER_TOKEN - 1) / LETTERS_PER_FURTHER_TOKEN;
  }

  /** Words that are written together count as several: camelCase. */
  private static int wordEnd(String text, int from) {
    int at = from + 1;
    while (at < text.length() && isLatin(text.charAt(at))) {
      if (text.charAt(at) <= 'Z' && text.charAt(at - 1) >= 'a') return at;
      at++;
    }
    return at;
  }

  private static int runEnd(String text, int from, int kind) {
    int at = from + 1;
    while (at < text.length() && kind(text.charAt(at)) == kind) at++;
    return at;
  }

  private static int kind(char c) {
    if (c >= '0' && c <= '9') return 2;
    if (Character.isWhitespace(c)) return 3;
    return c > 0x7f && c < 0x900 && Character.isLetter(c) ? 4 : 0;
  }

  private static boolean isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
