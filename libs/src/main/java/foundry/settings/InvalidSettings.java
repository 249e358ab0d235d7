package foundry.settings;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All that is wrong with the settings, as a numbered list. Values of secrets are never in it. */
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> errors;

  public InvalidSettings(List<String> errors) {
    super(numbered(errors));
    this.errors = List.copyOf(errors);
  }

  public List<String> errors() {
    return errors;
  }

  private static String numbered(List<String> errors) {
    return IntStream.range(0, errors.size())
        .mapToObj(i -> "%d. %s".formatted(i + 1, errors.get(i)))
        .collect(Collectors.joining("\n"));
  }
}
