package foundry.ai.route;

import java.util.concurrent.atomic.AtomicInteger;

/** How much of this service one provider may occupy: a slow one must leave room for the others. */
final class Bulkhead {
  private final int max;
  private final AtomicInteger inside = new AtomicInteger();

  Bulkhead(int max) {
    this.max = max;
  }

  boolean tryEnter() {
    if (inside.incrementAndGet() <= max) return true;
    inside.decrementAndGet();
    return false;
  }

  void leave() {
    inside.decrementAndGet();
  }

  int inside() {
    return inside.get();
  }
}
