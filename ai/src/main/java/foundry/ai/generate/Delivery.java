package foundry.ai.generate;

import foundry.ai.http.Refused;
import foundry.ai.provider.Event;
import foundry.ai.route.Target;
import io.vertx.core.Future;

/**
 * How an answer reaches the one who asked: piece by piece or whole, in the caller's dialect. On one
 * event loop; {@link #end} or {@link #fail} comes last, once.
 */
public interface Delivery {
  /** Before the first piece of a model: it may be another one than was asked first. */
  default void speaks(Target target) {}

  /**
   * @param offset UTF-16 units of all text so far, this piece included
   */
  Future<Void> event(Event event, int offset);

  /** Whether nothing of the answer is shown before its end, so that it may still change. */
  default boolean whole() {
    return false;
  }

  void end(Answer answer);

  /**
   * The one who asked is gone.
   *
   * @param stop ends the answer; nothing is delivered after it
   */
  default void gone(Runnable stop) {
    stop.run();
  }

  /**
   * @param soFar what there is of the answer
   */
  void fail(Refused problem, Answer soFar);
}
