package foundry.ai.token;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's public vocabularies. One takes a third of a second and 20 MB, so it is loaded when it is
 * first needed, and in the background where nobody can wait.
 */
final class BytePairs implements Tokenizer {
  /** Counted in less than the time a call may take on an event loop. */
  private static final int QUICK_CHARACTERS_MAX = 2_000;

  /** Long enough that cuts do not matter, short enough that one endless word does not. */
  private static final int SLICE_CHARACTERS_MAX = 2_000;

  private final EncodingType type;
  private final Executor background;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile @Nullable Encoding loaded;

  BytePairs(EncodingType type, Executor background) {
    this.type = type;
    this.background = background;
  }

  @Override
  public String name() {
    return type.getName();
  }

  @Override
  public boolean exact() {
    return true;
  }

  /** What looks like a control token is text: nobody can write one into a prompt. */
  @Override
  public int count(String text) {
    return count(encoding(), text);
  }

  @Override
  public int quick(String text) {
    var encoding = loaded;
    if (encoding != null && text.length() <= QUICK_CHARACTERS_MAX) {
      return count(encoding, text);
    }
    if (encoding == null && asked.compareAndSet(false, true)) background.execute(this::encoding);
    return Estimate.quick(text);
  }

  /**
   * A word without an end takes the encoding far more than its length in time and memory, so long
   * texts are counted slice by slice, cut between words: the sum is the same. Where a slice is one
   * word, the cut through it may add a token.
   */
  private static int count(Encoding encoding, String text) {
    // Half a surrogate pair has no bytes; it counts as the question mark that is sent for it.
    String whole = UnicodeText.isWhole(text) ? text : UnicodeText.whole(text);
    int sum = 0;
    int start = 0;
    while (whole.length() - start > SLICE_CHARACTERS_MAX) {
      int end = cut(whole, start + SLICE_CHARACTERS_MAX);
      sum += encoding.countTokensOrdinary(whole.substring(start, end));
      start = end;
    }
    return sum + encoding.countTokensOrdinary(start == 0 ? whole : whole.substring(start));
  }

  /** Before the last single space between two words; else between two characters. */
  private static int cut(String text, int end) {
    for (int at = end - 1; at > end - SLICE_CHARACTERS_MAX / 2; at--) {
      boolean space = text.charAt(at) == ' ';
      if (space && isWord(text.charAt(at - 1)) && isWord(text.charAt(at + 1))) return at;
    }
    return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
  }

  private static boolean isWord(char c) {
    return Character.isLetter(c);
  }

  private Encoding encoding() {
    var encoding = loaded;
    return encoding == null ? load() : encoding;
  }

  private synchronized Encoding load() {
    var encoding = loaded;
    if (encoding == null) {
      encoding = Encodings.newLazyEncodingRegistry().getEncoding(type);
      loaded = encoding;
    }
    return encoding;
  }
}
