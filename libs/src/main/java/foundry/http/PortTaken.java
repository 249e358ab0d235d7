package foundry.http;

/** Another process already listens where a part was to listen. */
public final class PortTaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int port;

  public PortTaken(String part, int port, Throwable cause) {
    super("port %d (%s) is taken by another process".formatted(port, part), cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
