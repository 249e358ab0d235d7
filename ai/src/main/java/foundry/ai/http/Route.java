package foundry.ai.http;

/** Serves one path; may throw {@link Refused}. */
@FunctionalInterface
public interface Route {
  void handle(Exchange exchange) throws Exception;

  /**
   * Whether it runs on the event loop and therefore never blocks; else it runs on a virtual thread
   * and may. A large body moves even the former to a thread, since reading it takes time.
   */
  default boolean onLoop() {
    return false;
  }
}
