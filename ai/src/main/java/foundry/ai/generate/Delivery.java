package foundry.ai.generate;

import foundry.ai.http.Refused;
import io.vertx.core.Future;

/** How an answer reaches the one who asked: piece by piece, or whole. */
interface Delivery {
  /**
   * @param offset UTF-16 units of all text so far, this piece included
   */
  Future<Void> delta(String text, int offset);

  void end(Answer answer);

  /**
   * @param soFar what there is of the answer
   */
  void fail(Refused problem, Answer soFar);
}
