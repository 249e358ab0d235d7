package foundry.ai.provider;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Whoever judges what a text may not carry. Asks once a call. */
public interface ModerationProvider extends OneQuestionProvider {
  /** One judgement for each text, in order. Fails with {@link ProviderFailure}. */
  Future<List<Judgement>> moderate(String model, List<String> texts);

  /** The same; who asks over a network hangs up when nobody waits any more. */
  default Future<List<Judgement>> moderate(String model, List<String> texts, Wanted wanted) {
    return moderate(model, texts);
  }

  /**
   * @param scores 0 to 1 by category, named as OpenAI's moderation API names them
   */
  record Judgement(boolean flagged, Map<String, Boolean> categories, Map<String, Double> scores) {}
}
