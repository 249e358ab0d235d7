package foundry.ai.provider;

import io.vertx.core.Future;
import java.util.List;

/** Whoever orders texts by how well they answer a query. Asks once a call. */
public interface RerankProvider extends OneQuestionProvider {
  /** The best first. Fails with {@link ProviderFailure}. */
  Future<List<Ranked>> rerank(Request request);

  /** The same; who asks over a network hangs up when nobody waits any more. */
  default Future<List<Ranked>> rerank(Request request, Wanted wanted) {
    return rerank(request);
  }

  /**
   * @param best how many are wanted at most
   */
  record Request(String model, String query, List<String> texts, int best) {
    public Request {
      texts = List.copyOf(texts);
    }
  }

  /**
   * @param index of the text in the request, from 0
   * @param score larger is better; comparable within one reply only
   */
  record Ranked(int index, double score) {}
}
