package foundry.ai.embed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets background work wait while questions are under way, but never for long. */
final class QuestionsFirst {
  /** Background work goes on after this even under a constant stream of questions. */
  private static final long PATIENCE_MILLIS = 50;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private int underWay;

  <T> T ask(Supplier<T> question) {
    count(1);
    try {
      return question.get();
    } finally {
      count(-1);
    }
  }

  private void count(int change) {
    lock.lock();
    try {
      underWay += change;
      if (underWay == 0) quiet.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void standAside() {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      while (underWay > 0 && nanos > 0) nanos = quiet.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
