package foundry.ai.route;

import io.vertx.core.Vertx;

/** Does things later, on the event loop that asked for it. */
interface Timers {
  /** What {@link #after} never answers. */
  long NONE = -1;

  long after(long millis, Runnable action);

  void cancel(long timer);

  static Timers of(Vertx vertx) {
    return new Timers() {
      @Override
      public long after(long millis, Runnable action) {
        return vertx.setTimer(Math.max(1, millis), ignored -> action.run());
      }

      @Override
      public void cancel(long timer) {
        if (timer != NONE) vertx.cancelTimer(timer);
      }
    };
  }
}
