package foundry.ai.score;

import foundry.ai.Limits;
import foundry.ai.embed.Embedder;
import foundry.ai.provider.ContextPassage;
import foundry.ai.score.Statements.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what supports a statement: the sentences of the passages that share most words with it,
 * each with its neighbours, are compared with it by meaning. A statement with a number that the
 * passage does not have is not supported, however near it is. Neither catches a "not", a swapped
 * name, or a conclusion that follows from several passages.
 */
final class Support {
  /** Measured on the hand-made pairs of the tests: between it and 0.64 nothing changes there. */
  private static final double SUPPORTED_MIN = 0.58;

  /** Texts about anything at all are this near by the embedding model. */
  private static final double COSINE_OF_STRANGERS = 0.45;

  private static final int CANDIDATES = 3;

  /**
   * @param contextId empty if nothing shares a word with the statement
   */
  record Best(double score, boolean supports, Optional<String> contextId) {}

  private record Window(String contextId, String text, Set<String> terms, Set<String> numbers) {}

  private record Candidate(Window window, double overlap) {}

  private final Embedder embedder;
  private final List<Window> windows = new ArrayList<>();
  private final Map<String, float[]> vectors = new HashMap<>();

  Support(Embedder embedder, List<ContextPassage> passages) {
    this.embedder = embedder;
    for (var passage : passages) add(passage);
  }

  private void add(ContextPassage passage) {
    var sentences = Statements.of(passage.text(), Limits.SCORED_SENTENCES_MAX);
    for (int i = 0; i < sentences.size(); i++) {
      var terms = new HashSet<String>();
      var numbers = new HashSet<String>();
      for (int near = Math.max(0, i - 1); near <= Math.min(sentences.size() - 1, i + 1); near++) {
        terms.addAll(sentences.get(near).terms());
        numbers.addAll(sentences.get(near).numbers());
      }
      windows.add(new Window(passage.id(), sentences.get(i).text(), terms, numbers));
    }
  }

  Best best(Sentence sentence) {
    var candidates = candidates(sentence);
    if (candidates.isEmpty()) return new Best(0, false, Optional.empty());
    var meant = vector(sentence.text());
    double most = -1;
    Window window = candidates.getFirst().window();
    for (var candidate : candidates) {
      double score = score(meant, sentence, candidate);
      if (score <= most) continue;
      most = score;
      window = candidate.window();
    }
    return new Best(most, most >= SUPPORTED_MIN, Optional.of(window.contextId()));
  }

  private List<Candidate> candidates(Sentence sentence) {
    return windows.stream()
        .map(window -> new Candidate(window, overlap(sentence, window)))
        .filter(candidate -> candidate.overlap() > 0)
        .sorted(Comparator.comparingDouble(Candidate::overlap).reversed())
        .limit(CANDIDATES)
        .toList();
  }

  /** The share of the statement's words that are there. */
  private static double overlap(Sentence sentence, Window window) {
    int shared = 0;
    for (String term : sentence.terms()) if (window.terms().contains(term)) shared++;
    return (double) shared / sentence.terms().size();
  }

  private double score(float[] meant, Sentence sentence, Candidate candidate) {
    double cosine = cosine(meant, vector(candidate.window().text()));
    double near = Math.clamp((cosine - COSINE_OF_STRANGERS) / (1 - COSINE_OF_STRANGERS), 0, 1);
    double score = (near + candidate.overlap()) / 2;
    boolean otherNumber = !candidate.window().numbers().containsAll(sentence.numbers());
    return otherNumber ? Math.min(score, SUPPORTED_MIN / 2) : score;
  }

  private float[] vector(String text) {
    return vectors.computeIfAbsent(
        text, one -> embedder.sentences(List.of(one)).join().vectors().getFirst());
  }

  /** Vectors are of length one. */
  static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) sum += one[i] * other[i];
    return sum;
  }
}
