package foundry.ai.provider.local;

import foundry.ai.embed.Embedder;
import foundry.ai.provider.RerankProvider;
import foundry.ai.text.Terms;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Orders texts by how near their vectors are to the query's, and by how many of its words they
 * share: no cross-encoder, so it can be wrong where one text merely sounds like an answer.
 */
public final class LocalReranker implements RerankProvider {
  private static final String MODEL = "bge-small-rerank";

  /** Vectors know meaning, words know names and numbers. */
  private static final double MEANING = 0.75;

  private static final int QUERY_TERMS_MAX = 64;
  private static final int TEXT_TERMS_MAX = 4_096;

  private final Vertx vertx;
  private final Executor workers;
  private final Embedder embedder;

  public LocalReranker(Vertx vertx, Executor workers, Embedder embedder) {
    this.vertx = vertx;
    this.workers = workers;
    this.embedder = embedder;
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Future<List<String>> models() {
    return Future.succeededFuture(List.of(MODEL));
  }

  @Override
  public boolean listsAll() {
    return true;
  }

  @Override
  public Future<List<Ranked>> rerank(Request request) {
    var loop = vertx.getOrCreateContext();
    var query = embedder.questions(List.of(request.query()));
    var texts = embedder.sentences(request.texts());
    var vectors = query.thenCombine(texts, (asked, known) -> concat(asked, known));
    return Future.fromCompletionStage(vectors, loop)
        .compose(all -> LocalModerator.onWorker(loop, workers, () -> ranked(request, all)));
  }

  private static List<float[]> concat(Embedder.Embeddings query, Embedder.Embeddings texts) {
    var all = new ArrayList<>(query.vectors());
    all.addAll(texts.vectors());
    return all;
  }

  private static List<Ranked> ranked(Request request, List<float[]> vectors) {
    var words = Terms.of(request.query(), QUERY_TERMS_MAX);
    var ranked = new ArrayList<Ranked>(request.texts().size());
    for (int i = 0; i < request.texts().size(); i++) {
      double near = Math.max(0, dot(vectors.getFirst(), vectors.get(i + 1)));
      double shared = shared(words, request.texts().get(i));
      ranked.add(new Ranked(i, MEANING * near + (1 - MEANING) * shared));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return List.copyOf(ranked.subList(0, Math.min(request.best(), ranked.size())));
  }

  private static double shared(Set<String> words, String text) {
    if (words.isEmpty()) return 0;
    var there = Terms.of(text, TEXT_TERMS_MAX);
    return (double) words.stream().filter(there::contains).count() / words.size();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }
}
