package foundry.api.viewer;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An e-mail address in the one form in which two are compared: composed, in lower case. */
public record Email(String value) {
  /** RFC 5321, 4.5.3.1.3: a path of 256 with its brackets. */
  public static final int CHARACTERS_MAX = 254;

  /** Something, an at sign, and a name with a dot; whether it exists only a letter can tell. */
  private static final Pattern FORM =
      Pattern.compile(
          "[^\\s\\p{C}@<>()\\[\\]\"',;:\\\\]{1,64}@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");

  /** The address, if the text is one. */
  public static Optional<Email> parse(String typed) {
    if (typed.length() > 2 * CHARACTERS_MAX) return Optional.empty();
    var one = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    if (one.codePointCount(0, one.length()) > CHARACTERS_MAX) return Optional.empty();
    return FORM.matcher(one).matches() ? Optional.of(new Email(one)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value.charAt(0) + "…" + value.substring(value.indexOf('@'));
  }
}
