package foundry.ai.provider;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Whoever turns texts into vectors. Asks once a call. */
public interface EmbeddingProvider extends OneQuestionProvider {
  /** How many texts a model of it takes at once. */
  default int textsMax(String model) {
    return Integer.MAX_VALUE;
  }

  /** Fails with {@link ProviderFailure}. */
  Future<Embeddings> embed(Request request);

  /** The same; who asks over a network hangs up when nobody waits any more. */
  default Future<Embeddings> embed(Request request, Wanted wanted) {
    return embed(request);
  }

  /** What the vectors are for: some models embed the two differently. */
  enum Kind {
    PASSAGE,
    QUERY
  }

  /**
   * @param model the provider's own name of it
   * @param dimensions as many numbers a vector, where the model can be asked
   */
  record Request(String model, List<String> texts, Kind kind, Optional<Integer> dimensions) {
    public Request {
      texts = List.copyOf(texts);
    }
  }

  /**
   * @param vectors one for each text, in order
   * @param inputTokens as the provider counted them, if it did
   */
  record Embeddings(String model, List<float[]> vectors, Optional<Integer> inputTokens) {
    public Embeddings {
      vectors = List.copyOf(vectors);
    }
  }
}
