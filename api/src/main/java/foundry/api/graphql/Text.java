package foundry.api.graphql;

import java.util.Optional;
import java.util.regex.Pattern;

/** A text that a person typed, without the space around it. */
public record Text(String value, boolean mayBreak) {
  /**
   * In names: controls, halves of characters, and what turns the text beside a name around. Marks
   * that Arabic or an emoji needs within it are none of these.
   */
  private static final Pattern REFUSED =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

  private static final Pattern REFUSED_IN_LINES = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\n\r\t]]");

  /**
   * What can be seen by itself: letters, digits, punctuation, signs; not spaces, marks and formats,
   * nor the letters and signs that Unicode has for a blank (fillers of Hangul, Braille's).
   */
  private static final Pattern SEEN =
      Pattern.compile(
          "[\\p{L}\\p{N}\\p{P}\\p{S}&&[^\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}\\x{2800}]]");

  /** One line: a name. */
  public static Text line(String typed) {
    return new Text(typed.strip(), false);
  }

  /** Several lines: a question. */
  public static Text lines(String typed) {
    return new Text(typed.strip(), true);
  }

  /** A name from elsewhere, with a space for what a typed one may not hold. */
  public static String tidied(String foreign) {
    return REFUSED.matcher(foreign).replaceAll(" ").replaceAll(" {2,}", " ").strip();
  }

  /** Whether it holds anything that can be seen. */
  public static boolean isSeen(String text) {
    return SEEN.matcher(text).find();
  }

  /** What is wrong with it, naming the field, the value and what was expected. */
  public Optional<String> fault(String field, int charactersMax) {
    int length = value.codePointCount(0, value.length());
    if (length < 1 || length > charactersMax) {
      return Optional.of(
          "%s: %d characters (expected: 1 to %d)".formatted(field, length, charactersMax));
    }
    var refused = (mayBreak ? REFUSED_IN_LINES : REFUSED).matcher(value);
    if (refused.find()) {
      return Optional.of(
          "%s: holds U+%04X (expected: text without control characters)"
              .formatted(field, value.codePointAt(refused.start())));
    }
    if (isSeen(value)) return Optional.empty();
    return Optional.of(
        field + ": nothing that can be seen (expected: a letter, a digit or a sign)");
  }
}
