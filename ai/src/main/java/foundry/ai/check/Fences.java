package foundry.ai.check;

/** Models like to put JSON into a code block, and a word or two around it. */
public final class Fences {
  private static final String FENCE = "```";

  private Fences() {}

  /** What stands in the block if the text is one, without white space around it. */
  public static String without(String text) {
    String inner = text.strip();
    if (!inner.startsWith(FENCE)) return inner;
    int line = inner.indexOf('\n');
    int end = inner.lastIndexOf(FENCE);
    if (line < 0 || end <= line || !isLanguage(inner.substring(FENCE.length(), line))) return inner;
    return end + FENCE.length() == inner.length() ? inner.substring(line, end).strip() : inner;
  }

  private static boolean isLanguage(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!Character.isLetterOrDigit(c) && !Character.isWhitespace(c)) return false;
    }
    return true;
  }
}
