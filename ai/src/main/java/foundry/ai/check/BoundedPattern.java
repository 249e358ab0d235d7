package foundry.ai.check;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A pattern of a schema. Some take exponentially long on some texts: each match gets so many looks
 * at characters, all of an answer together get so many, and what has not matched by then does not
 * match.
 */
record BoundedPattern(Pattern pattern) implements RegularExpression {
  /** Throws {@link java.util.regex.PatternSyntaxException}. */
  static BoundedPattern of(String regex) {
    return new BoundedPattern(Pattern.compile(regex));
  }

  @Override
  public boolean matches(String value) {
    var looks = Looks.current();
    if (looks.areUsedUp()) return false;
    looks.nextMatch();
    try {
      return pattern.matcher(new Looked(value, looks)).find();
    } catch (TooManyLooks | StackOverflowError e) {
      return false;
    }
  }

  private static final class TooManyLooks extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyLooks() {
      super(null, null, false, false);
    }
  }

  /** A text that counts how often it is looked at. */
  private record Looked(String text, Looks looks) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (!looks.look()) throw new TooManyLooks();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Looked(text.substring(start, end), looks);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
