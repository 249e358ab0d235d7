package foundry.ai.provider.local;

import java.util.Set;

/**
 * A sentence of a passage.
 *
 * @param marker number of its passage, from 1
 * @param position within the passage, from 0
 * @param heading what it stands under, if anything: it says what the sentence is about
 * @param terms the stems of its words
 * @param topic the stems of its words and of its heading's
 */
record Sentence(
    int marker, int position, String heading, String text, Set<String> terms, Set<String> topic) {
  /** The text with its heading, as it is compared by meaning. */
  String inContext() {
    return heading.isEmpty() ? text : heading + ": " + text;
  }

  boolean repeats(Sentence other) {
    long shared = terms.stream().filter(other.terms()::contains).count();
    int smaller = Math.min(terms.size(), other.terms().size());
    return smaller == 0 || shared > 0.7 * smaller;
  }
}
