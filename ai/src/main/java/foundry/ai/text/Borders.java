package foundry.ai.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds where a text may be cut. Every method looks at a bounded number of characters. */
public final class Borders {
  /** What ends at a place, the strongest first. */
  public enum Border {
    PARAGRAPH,
    SENTENCE,
    WORD,
    NONE
  }

  /** UTF-16 offsets, end exclusive. */
  public record Span(int start, int end) {}

  private static final String ENDS = ".!?\u2026";

  /** End a sentence without a space behind them. */
  private static final String FULL_WIDTH_ENDS = "\u3002\uff01\uff1f\u061f\u06d4\u0964";

  private static final String CLOSERS = "\"')]}\u00bb\u201d\u2019";

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "al", "approx", "art", "ca", "cf", "co", "corp", "dr", "ed", "eds", "eq", "eqs", "est",
          "fig", "figs", "inc", "jr", "ltd", "mr", "mrs", "ms", "no", "nos", "p", "par", "pp",
          "prof", "ref", "refs", "resp", "sec", "sr", "st", "vol", "vs");

  private static final int HEADING_CHARACTERS_MAX = 80;

  /** The longest abbreviation looked for, and the longest run of closing quotes. */
  private static final int LOOK_BACK = 8;

  private Borders() {}

  /** What ends right before {@code at}; white space belongs to what follows it. */
  public static Border at(String text, int at) {
    if (at <= 0 || at >= text.length()) return Border.NONE;
    if (FULL_WIDTH_ENDS.indexOf(text.charAt(at - 1)) >= 0) return Border.SENTENCE;
    if (!Character.isWhitespace(text.charAt(at))) return Border.NONE;
    if (Character.isWhitespace(text.charAt(at - 1))) return Border.NONE;
    if (isBlankLine(text, at)) return Border.PARAGRAPH;
    return isSentenceEnd(text, at) ? Border.SENTENCE : Border.WORD;
  }

  private static boolean isBlankLine(String text, int at) {
    int breaks = 0;
    int end = Math.min(text.length(), at + LOOK_BACK);
    for (int i = at; i < end && Character.isWhitespace(text.charAt(i)); i++) {
      if (text.charAt(i) == '\n' && ++breaks == 2) return true;
    }
    return false;
  }

  /** True for a line that names what follows rather than says something. */
  public static boolean isHeading(String line) {
    if (line.startsWith("#")) return true;
    if (line.isEmpty() || line.length() > HEADING_CHARACTERS_MAX) return false;
    return Character.isLetterOrDigit(line.charAt(line.length() - 1));
  }

  /** True if the paragraph that ends right before {@code at} is a heading. */
  public static boolean isHeadingBefore(String text, int start, int at) {
    int first = Math.max(start, at - HEADING_CHARACTERS_MAX - 1);
    int line = text.lastIndexOf('\n', at - 1) + 1;
    if (line < first) return start >= first && isHeading(text.substring(start, at));
    boolean alone = line <= start + 1 || text.charAt(line - 2) == '\n';
    return alone && isHeading(text.substring(Math.max(line, start), at));
  }

  private static boolean isSentenceEnd(String text, int at) {
    int i = at - 1;
    int first = Math.max(0, at - LOOK_BACK);
    while (i > first && CLOSERS.indexOf(text.charAt(i)) >= 0) i--;
    char mark = text.charAt(i);
    if (ENDS.indexOf(mark) < 0) return false;
    return mark != '.' || !isAbbreviation(text, i);
  }

  /** A known short form, one letter ("J."), or dots inside ("e.g."). */
  private static boolean isAbbreviation(String text, int dot) {
    int start = dot;
    int first = Math.max(0, dot - LOOK_BACK);
    while (start > first && isWordCharacter(text.charAt(start - 1))) start--;
    String word = text.substring(start, dot).toLowerCase(Locale.ROOT);
    if (word.length() == 1 && Character.isLetter(word.charAt(0))) return true;
    if (word.indexOf('.') > 0 && word.length() <= 4) return true;
    return ABBREVIATIONS.contains(word);
  }

  private static boolean isWordCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '.';
  }

  public static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    return at;
  }

  public static int trimEnd(String text, int start, int end) {
    int at = end;
    while (at > start + 1 && Character.isWhitespace(text.charAt(at - 1))) at--;
    return at;
  }

  /** Moves a cut back so that it splits no surrogate pair and no letter from its marks. */
  public static int wholeCharacter(String text, int start, int cut) {
    int first = Math.max(start + 1, cut - LOOK_BACK);
    for (int at = cut; at >= first; at--) {
      if (mayCut(text, at)) return at;
    }
    return splitsPair(text, cut) ? cut + 1 : cut;
  }

  private static boolean mayCut(String text, int at) {
    if (at >= text.length()) return true;
    if (splitsPair(text, at)) return false;
    int joiner = 0x200d;
    if (text.charAt(at - 1) == joiner) return false;
    int next = text.codePointAt(at);
    return switch (Character.getType(next)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          false;
      default -> next != joiner && !(next >= 0x1f3fb && next <= 0x1f3ff);
    };
  }

  private static boolean splitsPair(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }

  public static int afterOneCharacter(String text, int start) {
    return start + Character.charCount(text.codePointAt(start));
  }

  /** All sentences of a text in order, without the white space around them. */
  public static List<Span> sentences(String text) {
    var spans = new ArrayList<Span>();
    int start = skipSpace(text, 0);
    for (int at = start + 1; at < text.length(); at++) {
      Border border = at(text, at);
      if (border != Border.PARAGRAPH && border != Border.SENTENCE) continue;
      if (at <= start) continue;
      spans.add(new Span(start, at));
      start = skipSpace(text, at);
    }
    if (start < text.length()) spans.add(new Span(start, trimEnd(text, start, text.length())));
    return spans;
  }
}
