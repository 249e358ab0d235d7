package foundry.ai;

import foundry.http.HttpService;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service. Closing drains calls first, then closes what they used. */
public final class AiService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AiService.class);

  private final HttpService http;
  private final List<AutoCloseable> parts;

  AiService(HttpService http, List<AutoCloseable> parts) {
    this.http = http;
    this.parts = List.copyOf(parts);
  }

  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    http.close();
    close(parts);
  }

  /** The last that was made is the first to go. */
  static void close(List<AutoCloseable> parts) {
    for (var part : parts.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("a part did not close cleanly", e);
      }
    }
  }
}
