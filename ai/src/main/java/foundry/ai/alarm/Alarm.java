package foundry.ai.alarm;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Something that happens later, unless it is called off first. Lives on one event loop. */
@FunctionalInterface
public interface Alarm {
  /** Never goes off. */
  Alarm NONE = () -> {};

  /** Does nothing once it has gone off. */
  void cancel();

  /**
   * Runs the action on the event loop that asks for it; on one of its own, if none does.
   *
   * @param millis from now on; at least one
   */
  static Alarm after(Vertx vertx, long millis, Runnable action) {
    if (Context.isOnEventLoopThread()) return Alarms.here().after(vertx, millis, action);
    long timer = vertx.setTimer(Math.max(1, millis), ignored -> action.run());
    return () -> vertx.cancelTimer(timer);
  }
}
