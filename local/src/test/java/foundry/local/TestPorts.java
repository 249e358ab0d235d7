package foundry.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports nobody listens on, outside the range from which the system picks. */
public final class TestPorts {
  private TestPorts() {}

  /** The first of five free ports in a row. */
  public static int base() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int base = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (areFree(base)) return base;
    }
    throw new IllegalStateException("no five free ports in a row");
  }

  private static boolean areFree(int base) {
    for (int port = base; port < base + 5; port++) {
      if (!isFree(port)) return false;
    }
    return true;
  }

  private static boolean isFree(int port) {
    try (var socket = listen(port)) {
      return socket.isBound();
    } catch (UncheckedIOException | IOException e) {
      return false;
    }
  }

  /** Takes the port until closed. */
  public static ServerSocket listen(int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
