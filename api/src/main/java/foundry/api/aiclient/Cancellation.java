package foundry.api.aiclient;

import java.util.ArrayList;
import java.util.List;

/** Asks something under way to stop: once, from any thread, never taken back. */
public final class Cancellation {
  /** Undoes {@link #onCancel}. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  public void cancel() {
    List<Runnable> due;
    synchronized (this) {
      if (cancelled) return;
      cancelled = true;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Runnable::run);
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Runs the action when cancelled; at once if that has happened. */
  public Registration onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        Runnable own = () -> action.run(); // so that closing removes it alone
        actions.add(own);
        return () -> remove(own);
      }
    }
    action.run();
    return () -> {};
  }

  private synchronized void remove(Runnable action) {
    actions.remove(action);
  }
}
