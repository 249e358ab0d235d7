package foundry.ai.moderate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Judges a text by rules. */
final class Moderator {
  /** From here on a category counts as met. */
  private static final double FLAGGED = 0.5;

  record Judgement(
      boolean flagged, Map<Category, Boolean> categories, Map<Category, Double> scores) {}

  private Moderator() {}

  static Judgement judge(String text) {
    var categories = new EnumMap<Category, Boolean>(Category.class);
    var scores = new EnumMap<Category, Double>(Category.class);
    // Typographic apostrophes are how phones write "you're".
    String plain = text.replace('\u2019', '\'');
    Rules.BY_CATEGORY.forEach(
        (category, rules) -> {
          double score = score(plain, rules);
          scores.put(category, score);
          categories.put(category, score >= FLAGGED);
        });
    return new Judgement(categories.containsValue(true), categories, scores);
  }

  private static double score(String text, List<Rules.Rule> rules) {
    return rules.stream()
        .filter(rule -> rule.pattern().matcher(text).find())
        .mapToDouble(Rules.Rule::score)
        .max()
        .orElse(0);
  }
}
