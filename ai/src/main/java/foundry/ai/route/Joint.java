package foundry.ai.route;

/**
 * Where one model goes on with what another wrote: what the second repeats of the first one's end
 * is cut away. Holds text back only as long as it may still turn out to be a repetition.
 */
final class Joint {
  /** Models repeat a few words, or their last sentence. */
  private static final int OVERLAP_MAX = 300;

  /** Shorter repetitions are chance, unless they begin with a word. */
  private static final int OVERLAP_MIN = 8;

  private static final int WORDS_MIN = 3;

  private final String tail;
  private final StringBuilder head = new StringBuilder();
  private boolean open = true;

  Joint(CharSequence written) {
    int start = Math.max(0, written.length() - OVERLAP_MAX);
    this.tail = written.subSequence(start, written.length()).toString();
  }

  /** What may be passed on; may be empty. */
  String piece(String text) {
    if (!open) return text;
    head.append(text);
    return mayGrow() ? "" : rest();
  }

  /** What was held back and is new after all. */
  String rest() {
    if (!open) return "";
    open = false;
    String all = head.toString();
    for (int length = Math.min(all.length(), tail.length()); length > 0; length--) {
      if (tail.endsWith(all.substring(0, length)) && isRepetition(length)) {
        return all.substring(length);
      }
    }
    return all;
  }

  /** Whether all that came may be the beginning of a longer repetition. */
  private boolean mayGrow() {
    int at = tail.indexOf(head.toString());
    return at >= 0 && at + head.length() < tail.length();
  }

  private boolean isRepetition(int length) {
    int start = tail.length() - length;
    boolean blank = tail.substring(start).isBlank();
    boolean atWord =
        start == 0
            || !Character.isLetterOrDigit(tail.charAt(start - 1))
            || !Character.isLetterOrDigit(tail.charAt(start));
    return blank || length >= OVERLAP_MIN || (length >= WORDS_MIN && atWord);
  }
}
