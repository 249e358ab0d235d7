package foundry.ai.generate;

import foundry.ai.provider.ContextPassage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** A passage the answer names, by its number in square brackets. */
public record Citation(int marker, String contextId) {
  /**
   * [1], [1, 2]; not \[1\], which is quoted. Possessive: one that tries again takes the stack of a
   * thread for a list without an end.
   */
  private static final Pattern MARKERS =
      Pattern.compile("(?<!\\\\)\\[(\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3})*+)]");

  private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;]\\s*");

  /** In order of first appearance; numbers without a passage are no citations. */
  static List<Citation> in(String text, List<ContextPassage> context) {
    var numbers = new LinkedHashSet<Integer>();
    var matcher = MARKERS.matcher(text);
    while (matcher.find()) {
      SEPARATOR.splitAsStream(matcher.group(1)).map(Integer::valueOf).forEach(numbers::add);
    }
    return numbers.stream()
        .filter(number -> number >= 1 && number <= context.size())
        .map(number -> new Citation(number, context.get(number - 1).id()))
        .toList();
  }
}
