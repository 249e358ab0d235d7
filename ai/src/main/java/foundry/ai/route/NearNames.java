package foundry.ai.route;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant who named a model that nobody offers. */
public final class NearNames {
  private static final int NAMES_MAX = 3;

  /** A name with more mistakes than a third of its letters is another name. */
  private static final int LETTERS_PER_MISTAKE = 3;

  /** Longer ones are no names; comparing costs the product of both lengths. */
  private static final int LETTERS_MAX = 100;

  private record Near(String name, int mistakes) {}

  private NearNames() {}

  /** At most three, the nearest first. */
  public static List<String> of(String wanted, Collection<String> known) {
    if (wanted.length() > LETTERS_MAX) return List.of();
    String plain = wanted.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> name.length() <= LETTERS_MAX)
        .map(name -> new Near(name, mistakes(plain, name.toLowerCase(Locale.ROOT))))
        .filter(near -> near.mistakes() * LETTERS_PER_MISTAKE <= Math.max(plain.length(), 1))
        .sorted(Comparator.comparingInt(Near::mistakes).thenComparing(Near::name))
        .limit(NAMES_MAX)
        .map(Near::name)
        .toList();
  }

  /** The reason of a 404: says what was meant, if that can be guessed. Names no content. */
  public static String unknown(String wanted, Collection<String> known) {
    var near = of(wanted, known);
    return near.isEmpty()
        ? "model: unknown (expected: one of /v1/models)"
        : "model: unknown (expected: one of /v1/models, such as %s)"
            .formatted(String.join(", ", near));
  }

  /** To leave the provider out is no mistake; to name the beginning only is one. */
  private static int mistakes(String wanted, String name) {
    String own = name.substring(name.indexOf('/') + 1);
    if (own.equals(wanted)) return 0;
    boolean begun = name.startsWith(wanted) || own.startsWith(wanted);
    if (begun && wanted.length() >= LETTERS_PER_MISTAKE) return 1;
    return Math.min(distance(wanted, name), distance(wanted, own));
  }

  /** Letters to add, drop or change (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
