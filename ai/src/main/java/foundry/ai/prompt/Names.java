package foundry.ai.prompt;

import foundry.ai.http.Refused;
import java.util.regex.Pattern;

/** How templates and labels may be called. */
final class Names {
  static final int CHARACTERS_MAX = 64;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,63}");

  private Names() {}

  static String template(String name, String field) {
    if (NAME.matcher(name).matches()) return name;
    throw Refused.field(
        field, "does not fit (expected: a-z first, then a-z, 0-9, . _ -; at most 64)");
  }
}
