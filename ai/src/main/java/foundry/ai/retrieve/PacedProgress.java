package foundry.ai.retrieve;

import foundry.ai.retrieve.Indexing.Stage;
import foundry.ai.retrieve.PutDocumentRoute.ProgressEvent;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the first and the last report of a stage, and in between as many as eyes can follow.
 */
final class PacedProgress implements Indexing.Progress {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Consumer<ProgressEvent> target;
  private @Nullable Stage stage;
  private long sentNanos;

  PacedProgress(Consumer<ProgressEvent> target) {
    this.target = target;
  }

  @Override
  public void at(Stage reached, int done, int total) {
    long now = System.nanoTime();
    boolean due = reached != stage || done == total || now - sentNanos >= INTERVAL_NANOS;
    if (!due) return;
    stage = reached;
    sentNanos = now;
    target.accept(new ProgressEvent(reached, done, total));
  }
}
