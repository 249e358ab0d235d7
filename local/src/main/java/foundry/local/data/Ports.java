package foundry.local.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Where each part listens: five ports in a row. */
public record Ports(int base) {
  /** Above the ports only root may take, and low enough for four more. */
  static final int BASE_MIN = 1024;

  static final int BASE_MAX = 65_531;

  public Ports {
    if (base < BASE_MIN || base > BASE_MAX) {
      throw new Refusal(
          "--port %d is out of range (expected: %d..%d).".formatted(base, BASE_MIN, BASE_MAX),
          "Five ports in a row are needed: --port 8080 takes 8080 to 8084.");
    }
  }

  public int api() {
    return base;
  }

  public int ai() {
    return base + 1;
  }

  public int storage() {
    return base + 2;
  }

  public int signIn() {
    return base + 3;
  }

  public int postgres() {
    return base + 4;
  }

  /**
   * Checks that nobody listens on any of them. PostgreSQL's own is left out: an orphan of an
   * earlier run may still be there and is taken over.
   *
   * @throws Refusal naming the first port that is taken
   */
  public void checkAllFree(String host) {
    checkFree("the web app and API", host, api());
    checkFree("the AI service", "127.0.0.1", ai());
    checkFree("object storage", "127.0.0.1", storage());
    checkFree("sign-in", "127.0.0.1", signIn());
  }

  /** Throws {@link Refusal} if this address cannot be listened on. */
  public static void checkFree(String part, String host, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      throw foreign(host, e);
    } catch (IOException e) {
      throw isOfThisMachine(host) ? taken(part, port, e) : foreign(host, e);
    }
  }

  /** Whether any free port can be listened on there: the words of the failure are the system's. */
  private static boolean isOfThisMachine(String host) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Refusal foreign(String host, IOException cause) {
    return new Refusal(
        "--host %s is no address of this machine.".formatted(host),
        "Leave it out to listen on 127.0.0.1 only.",
        cause);
  }

  /** What to say when a port turns out to be taken. */
  public static Refusal taken(String part, int port, Throwable cause) {
    return new Refusal(
        "Port %d, which %s needs, is taken by another process.".formatted(port, part),
        "Stop that process, or start on other ports: --port %d".formatted(suggestion(port)),
        cause);
  }

  private static int suggestion(int port) {
    return Math.min(port / 1000 * 1000 + 1000, 60_000) + 80;
  }
}
