package foundry.ai.retrieve;

import java.io.IOException;

/** Indexing one document. Once abandoned it changes nothing any more. */
final class Work {
  private volatile boolean abandoned;

  interface Step {
    void run() throws IOException;
  }

  /** Nobody waits for it any more; never blocks. A last step that is being taken is taken. */
  void abandon() {
    abandoned = true;
  }

  /** Waits for a last step that is being taken; afterwards none will be. */
  void cancel() {
    abandoned = true;
    synchronized (this) {
      // Whoever holds the lock is taking the last step; whoever comes later sees the flag.
    }
  }

  boolean isAbandoned() {
    return abandoned;
  }

  /** Takes the step that cannot be undone; false if it was not taken. */
  synchronized boolean finish(Step step) throws IOException {
    if (abandoned) return false;
    step.run();
    return true;
  }
}
