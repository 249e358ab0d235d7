package foundry.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service and all that it opened. Whatever is opened last is closed first, be it that the service
 * ends or that its start fails half-way.
 */
public final class RunningService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningService.class);

  /** What has been opened so far. */
  public static final class Parts {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Answers the part itself. */
    public <T extends AutoCloseable> T add(T part) {
      opened.push(part);
      return part;
    }

    private void close() {
      while (!opened.isEmpty()) close(opened.pop());
    }

    /** One that fails does not keep the others open. */
    private static void close(AutoCloseable part) {
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception | LinkageError e) {
        LOG.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }

  private final HttpService http;
  private final Parts parts;

  private RunningService(HttpService http, Parts parts) {
    this.http = http;
    this.parts = parts;
  }

  /**
   * Throws what the starter throws, with nothing left open.
   *
   * @param starter opens the parts, adds each as soon as it is there, and answers what listens,
   *     which is one of them
   */
  public static RunningService start(Function<Parts, HttpService> starter) {
    var parts = new Parts();
    try {
      return new RunningService(starter.apply(parts), parts);
    } catch (Throwable e) {
      parts.close();
      throw e;
    }
  }

  public int port() {
    return http.port();
  }

  /** Drains what is under way first. Once is enough. */
  @Override
  public synchronized void close() {
    parts.close();
  }
}
