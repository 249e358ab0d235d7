package foundry.ai.check;

import com.networknt.schema.regex.RegularExpression;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A pattern of a schema. Some take exponentially long on some texts: each gets so many looks at
 * characters, and what has not matched by then does not match.
 */
record BoundedPattern(Pattern pattern) implements RegularExpression {
  private static final int LOOKS_MAX = 1_000_000;

  /** Throws {@link java.util.regex.PatternSyntaxException}. */
  static BoundedPattern of(String regex) {
    return new BoundedPattern(Pattern.compile(regex));
  }

  @Override
  public boolean matches(String value) {
    try {
      return pattern.matcher(new Looked(value, new AtomicInteger())).find();
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
  private record Looked(String text, AtomicInteger looks) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (looks.incrementAndGet() > LOOKS_MAX) throw new TooManyLooks();
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
