package foundry.api.ingest;

import java.util.regex.Pattern;

/**
 * Text as it is kept: lines stay, blanks within them are single, no control characters (NUL is no
 * text to PostgreSQL), no half surrogate pairs.
 */
final class Normal {
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\x0B\\f\\u00A0\\u2000-\\u200B]+");
  private static final Pattern AROUND_BREAK = Pattern.compile(" ?\\n ?");
  private static final Pattern MANY_BREAKS = Pattern.compile("\\n{3,}");
  private static final Pattern BREAKS = Pattern.compile("\\r\\n?|[\\u0085\\u2028\\u2029]");

  private Normal() {}

  static String text(String text) {
    String lines = BREAKS.matcher(text).replaceAll("\n");
    String blanks = BLANKS.matcher(withoutControls(lines)).replaceAll(" ");
    String trimmed = AROUND_BREAK.matcher(blanks).replaceAll("\n");
    return MANY_BREAKS.matcher(trimmed).replaceAll("\n\n").strip();
  }

  static String line(String text) {
    return text(text).replace('\n', ' ');
  }

  private static String withoutControls(String text) {
    var kept = new StringBuilder(text.length());
    text.codePoints().filter(Normal::isText).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isText(int c) {
    if (c == '\n' || c == '\t' || c == '\f' || c == 0x0B) return true;
    if (c == 0xFEFF || c == 0xFFFE || c == 0xFFFF) return false;
    return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
  }
}
