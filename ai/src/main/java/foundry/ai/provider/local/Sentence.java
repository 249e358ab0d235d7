package foundry.ai.provider.local;

import java.util.Set;

/**
 * A sentence of a passage.
 *
 * @param marker number of its passage, from 1
 * @param position within the passage, from 0
 * @param terms the stems of its words
 */
record Sentence(int marker, int position, String text, Set<String> terms) {
  boolean repeats(Sentence other) {
    long shared = terms.stream().filter(other.terms()::contains).count();
    int smaller = Math.min(terms.size(), other.terms().size());
    return smaller == 0 || shared > 0.7 * smaller;
  }
}
