package foundry.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, so that it can be stopped in reverse order. Parts that do not need each
 * other start at the same time.
 */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  /** A part on its way up. */
  record Starting<T>(String name, CompletableFuture<T> part) {
    /** Waits until it is up; throws what kept it from starting. */
    T up() {
      try {
        return part.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException cause) throw cause;
        if (e.getCause() instanceof Error cause) throw cause;
        throw e;
      }
    }
  }

  private final List<Starting<? extends AutoCloseable>> parts = new ArrayList<>();
  private boolean closing;

  /**
   * Starts the part on a thread of its own; once they are being closed, none starts any more.
   *
   * @throws CancellationException if they are being closed
   */
  synchronized <T extends AutoCloseable> Starting<T> start(String name, Supplier<T> starter) {
    if (closing) throw new CancellationException(name + " is no longer wanted");
    var starting = inBackground(name, starter);
    parts.add(starting);
    return starting;
  }

  /** Starts what others have to close. */
  static <T> Starting<T> inBackground(String name, Supplier<T> starter) {
    var up = new CompletableFuture<T>();
    Thread.ofPlatform().name("start " + name).start(() -> start(name, starter, up));
    return new Starting<>(name, up);
  }

  private static <T> void start(String name, Supplier<T> starter, CompletableFuture<T> up) {
    long began = System.nanoTime();
    try {
      up.complete(starter.get());
      LOG.info("{} is up after {} ms", name, (System.nanoTime() - began) / 1_000_000);
    } catch (Throwable e) {
      up.completeExceptionally(e);
    }
  }

  /**
   * Stops all that is up, the last one first, and waits for what is on its way up; a part that
   * fails to stop does not keep the others.
   */
  @Override
  public void close() {
    for (var starting : closing()) close(starting);
  }

  private synchronized List<Starting<? extends AutoCloseable>> closing() {
    closing = true;
    return List.copyOf(parts.reversed());
  }

  private static void close(Starting<? extends AutoCloseable> starting) {
    long began = System.nanoTime();
    try {
      starting.part().join().close();
      LOG.info("{} stopped after {} ms", starting.name(), (System.nanoTime() - began) / 1_000_000);
    } catch (CompletionException e) {
      LOG.debug("{} never was up", starting.name());
    } catch (Exception e) {
      LOG.warn("{} did not stop cleanly: {}", starting.name(), e.toString());
    }
  }
}
