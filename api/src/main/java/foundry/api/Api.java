package foundry.api;

import foundry.http.HttpService;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service. */
public final class Api implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private final HttpService http;
  private final List<AutoCloseable> parts;

  /**
   * @param parts in the order in which they are to be closed
   */
  Api(HttpService http, List<AutoCloseable> parts) {
    this.http = http;
    this.parts = List.copyOf(parts);
  }

  public int port() {
    return http.port();
  }

  /** Ends what is under way, in order, and gives everything back. */
  @Override
  public void close() {
    for (var part : parts) {
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("{} did not close", part, e);
      }
    }
  }
}
