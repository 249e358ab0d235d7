package foundry.api.graphql;

import java.util.Optional;

/** A text that a person typed, without the space around it. */
public record Text(String value, boolean mayBreak) {
  /** One line: a name. */
  public static Text line(String typed) {
    return new Text(typed.strip(), false);
  }

  /** Several lines: a question. */
  public static Text lines(String typed) {
    return new Text(typed.strip(), true);
  }

  /** What is wrong with it, naming the field, the value and what was expected. */
  public Optional<String> fault(String field, int charactersMax) {
    int length = value.codePointCount(0, value.length());
    if (length < 1 || length > charactersMax) {
      return Optional.of(
          "%s: %d characters (expected: 1 to %d)".formatted(field, length, charactersMax));
    }
    return value
        .codePoints()
        .filter(this::isRefused)
        .mapToObj(
            c -> "%s: holds U+%04X (expected: text without control characters)".formatted(field, c))
        .findFirst();
  }

  private boolean isRefused(int character) {
    boolean breaks = character == '\n' || character == '\r' || character == '\t';
    if (breaks) return !mayBreak;
    int type = Character.getType(character);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }
}
