package foundry.ai.retrieve;

import java.io.IOException;

/** Indexing one document. Once cancelled it changes nothing any more. */
final class Work {
  private boolean cancelled;

  interface Step {
    void run() throws IOException;
  }

  /** Waits for a last step that is being taken; afterwards none will be. */
  synchronized void cancel() {
    cancelled = true;
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Takes the step that cannot be undone; false if it was not taken. */
  synchronized boolean finish(Step step) throws IOException {
    if (cancelled) return false;
    step.run();
    return true;
  }
}
