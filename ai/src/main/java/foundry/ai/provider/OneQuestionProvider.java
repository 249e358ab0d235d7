package foundry.ai.provider;

import io.vertx.core.Future;
import java.util.List;

/** Whoever answers one question with one reply. */
public interface OneQuestionProvider {
  /** Names the provider for people; also the first part of its models' ids. */
  String name();

  /** The models it is known to offer, the one first that answers where a call names none. */
  Future<List<String>> models();

  /** Whether it may have a model of this name that it does not list. */
  default boolean mayHave(String model) {
    return !listsAll() && model.indexOf('/') < 0;
  }

  /** Whether it offers nothing but the models it lists; others may have newer ones. */
  default boolean listsAll() {
    return false;
  }
}
