package foundry.local;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Waits for the wish to stop: Ctrl-C, {@code kill}, or a closed terminal. A second Ctrl-C ends the
 * process on the spot; PostgreSQL is then taken over by the next start.
 */
final class Signals {
  private static final int FORCED = 130;

  private final CompletableFuture<Void> wish = new CompletableFuture<>();

  /** Listens from now on. */
  static Signals listen() {
    var signals = new Signals();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("handle")) signals.received();
          return null;
        };
    try {
      for (String name : List.of("INT", "TERM", "HUP")) handle(name, handler);
    } catch (ReflectiveOperationException e) {
      // No signals here: the end of the process is then the only way to stop.
    }
    return signals;
  }

  /**
   * By reflection: the compiler warns about the class wherever it is named, and no other is there.
   */
  private static void handle(String name, InvocationHandler handler)
      throws ReflectiveOperationException {
    var signal = Class.forName("sun.misc.Signal");
    var handlerType = Class.forName("sun.misc.SignalHandler");
    var proxy =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(), new Class<?>[] {handlerType}, handler);
    signal
        .getMethod("handle", signal, handlerType)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
  }

  private void received() {
    if (!wish.complete(null)) Runtime.getRuntime().halt(FORCED);
  }

  /** Returns once somebody wants to stop; at once if somebody did. */
  void await() {
    wish.join();
  }

  /** Returns once that has ended or somebody wants to stop; true if it has ended first. */
  boolean awaitOr(CompletableFuture<?> other) {
    CompletableFuture.anyOf(wish, other).exceptionally(_ -> null).join();
    return !wish.isDone();
  }
}
