package foundry.ai.provider.local;

import foundry.ai.provider.ModerationProvider.Judgement;
import java.util.LinkedHashMap;
import java.util.List;

/** Judges a text by rules. */
final class Moderator {
  /** From here on a category counts as met. */
  private static final double FLAGGED = 0.5;

  private Moderator() {}

  static Judgement judge(String text) {
    var categories = new LinkedHashMap<String, Boolean>();
    var scores = new LinkedHashMap<String, Double>();
    // Typographic apostrophes are how phones write "you're".
    String plain = text.replace('\u2019', '\'');
    for (var category : Category.values()) {
      double score = score(plain, Rules.BY_CATEGORY.getOrDefault(category, List.of()));
      scores.put(category.wireName(), score);
      categories.put(category.wireName(), score >= FLAGGED);
    }
    return new Judgement(categories.containsValue(true), categories, scores);
  }

  private static double score(String text, List<Rules.Rule> rules) {
    return rules.stream()
        .filter(rule -> rule.isIn().test(text))
        .mapToDouble(Rules.Rule::score)
        .max()
        .orElse(0);
  }
}
