package foundry.ai.provider.local;

import foundry.ai.embed.Embedder;
import foundry.ai.embed.Embedder.Embeddings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picks the sentences that answer a question: by the rare words they share with it, and by meaning.
 * Meaning costs a few milliseconds a sentence, so only the best by words and the first of the best
 * passages are compared, and for a limited time.
 */
final class Picker {
  private static final Logger LOG = LoggerFactory.getLogger(Picker.class);

  /** Sentences compared by meaning. */
  private static final int CANDIDATES = 8;

  /** Usually 30 ms; on a busy machine those that took longer are left out. */
  private static final long MEANING_MILLIS = 80;

  /** The best by words, which are waited for longer: without them there is no telling. */
  private static final int SUREST = 2;

  private static final long PATIENCE_MILLIS = 2_000;

  private static final int PICKED_MAX = 4;

  /** A sentence much weaker than the best adds noise. */
  private static final double OF_BEST = 0.72;

  /** Below it the documents do not answer: calibrated on the questions of ExtractiveAnswersTest. */
  private static final double FITS = 0.38;

  /**
   * Cosine of texts that have nothing in common, and of a question and its answer, for this model.
   */
  private static final double COSINE_UNRELATED = 0.4;

  private static final double COSINE_RELATED = 0.85;

  /** Without the model, shared words must say more. */
  private static final double FITS_BY_WORDS = 0.5;

  private record Scored(Sentence sentence, double score) {
    String text() {
      return sentence.inContext();
    }
  }

  private final Embedder embedder;

  Picker(Embedder embedder) {
    this.embedder = embedder;
  }

  /** The best first; none if nothing fits. */
  List<Sentence> pick(Question question, List<Sentence> sentences) {
    if (sentences.isEmpty()) return List.of();
    if (question.asksForTheWhole()) return mostCentral(sentences);
    var weights = weights(sentences);
    var byWords =
        ranked(sentences, sentence -> coverage(question.terms(), sentence.topic(), weights));
    var candidates = byWords.subList(0, Math.min(CANDIDATES, byWords.size()));
    return byMeaning(question, candidates)
        .map(scored -> best(scored, FITS))
        .orElseGet(() -> best(candidates, FITS_BY_WORDS));
  }

  private static List<Sentence> best(List<Scored> scored, double fits) {
    double best = scored.getFirst().score();
    return best < fits ? List.of() : different(scored, best * OF_BEST);
  }

  /** How rare each word is among the sentences. */
  private static Map<String, Double> weights(List<Sentence> sentences) {
    var counts = new HashMap<String, Integer>();
    for (var sentence : sentences) {
      for (String term : sentence.topic()) counts.merge(term, 1, Integer::sum);
    }
    var weights = new HashMap<String, Double>();
    counts.forEach((term, count) -> weights.put(term, weight(count, sentences.size())));
    return weights;
  }

  private static double weight(int count, int sentences) {
    return Math.log(1 + (sentences - count + 0.5) / (count + 0.5)) + 0.2;
  }

  /** Share of the question's weight that the sentence carries; words nobody uses weigh the most. */
  private static double coverage(Set<String> asked, Set<String> said, Map<String, Double> weights) {
    double unseen = weights.values().stream().mapToDouble(w -> w).max().orElse(1);
    double all = 0;
    double shared = 0;
    for (String term : asked) {
      double weight = weights.getOrDefault(term, unseen);
      all += weight;
      if (said.contains(term)) shared += weight;
    }
    return all == 0 ? 0 : shared / all;
  }

  private static List<Scored> ranked(
      List<Sentence> sentences, java.util.function.ToDoubleFunction<Sentence> score) {
    return sentences.stream()
        .map(sentence -> new Scored(sentence, score.applyAsDouble(sentence)))
        .sorted(Comparator.comparingDouble(Scored::score).reversed())
        .toList();
  }

  /** Those that were compared in time, the best first; empty if not even the surest was. */
  private Optional<List<Scored>> byMeaning(Question question, List<Scored> candidates) {
    if (!embedder.ready()) return Optional.empty();
    long start = System.nanoTime();
    var asked = embedder.questions(List.of(question.text()));
    var said = candidates.stream().map(c -> embedder.sentences(List.of(c.text()))).toList();
    var scored = new ArrayList<Scored>(candidates.size());
    try {
      float[] vector = vector(asked, PATIENCE_MILLIS);
      for (int i = 0; i < candidates.size(); i++) {
        long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        long patience = i < SUREST ? PATIENCE_MILLIS : Math.max(0, MEANING_MILLIS - spent);
        scored.add(combined(candidates.get(i), cosine(vector, vector(said.get(i), patience))));
      }
    } catch (TimeoutException e) {
      LOG.debug("{} of {} sentences compared in time", scored.size(), candidates.size());
    } catch (ExecutionException e) {
      LOG.warn("sentences are compared by words alone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    return scored.isEmpty() ? Optional.empty() : Optional.of(scored);
  }

  private static float[] vector(CompletableFuture<Embeddings> embedding, long millis)
      throws ExecutionException, InterruptedException, TimeoutException {
    return embedding.get(millis, TimeUnit.MILLISECONDS).vectors().getFirst();
  }

  private static Scored combined(Scored byWords, double cosine) {
    double meaning = (cosine - COSINE_UNRELATED) / (COSINE_RELATED - COSINE_UNRELATED);
    double bounded = Math.max(0, Math.min(1, meaning));
    return new Scored(byWords.sentence(), 0.4 * byWords.score() + 0.6 * bounded);
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  private static List<Sentence> different(List<Scored> scored, double scoreMin) {
    var picked = new ArrayList<Sentence>(PICKED_MAX);
    for (var candidate : scored) {
      if (picked.size() == PICKED_MAX || candidate.score() < scoreMin) break;
      var sentence = candidate.sentence();
      if (picked.stream().noneMatch(sentence::repeats)) picked.add(sentence);
    }
    return picked;
  }

  /** One sentence a passage, those whose words occur most: what the passages are about. */
  private static List<Sentence> mostCentral(List<Sentence> sentences) {
    var counts = new HashMap<String, Integer>();
    for (var sentence : sentences) {
      for (String term : sentence.terms()) counts.merge(term, 1, Integer::sum);
    }
    var ranked = ranked(sentences, sentence -> centrality(sentence, counts));
    var passages = new HashSet<Integer>();
    return ranked.stream()
        .map(Scored::sentence)
        .filter(sentence -> passages.add(sentence.marker()))
        .limit(PICKED_MAX)
        .sorted(Comparator.comparingInt(Sentence::marker))
        .toList();
  }

  private static double centrality(Sentence sentence, Map<String, Integer> counts) {
    if (sentence.terms().isEmpty()) return 0;
    double sum =
        sentence.terms().stream().mapToDouble(t -> Math.log(counts.getOrDefault(t, 1))).sum();
    return sum / Math.sqrt(sentence.terms().size() + 4.0);
  }
}
