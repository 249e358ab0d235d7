package foundry.local;

import io.vertx.core.Vertx;
import java.util.function.Function;

/** Runs one service until told to stop. */
final class Alone {
  private Alone() {}

  static void run(String name, Function<Vertx, AutoCloseable> starter) {
    var signals = Signals.listen();
    var vertx = Stack.vertx();
    try (var parts = new Parts()) {
      parts.start("Vert.x", () -> () -> Stack.close(vertx));
      parts.start(name, () -> starter.apply(vertx)).up();
      signals.await();
      Deadline.haltUnlessStoppedSoon();
    }
  }
}
