package foundry.ai.http;

/** Serves one path. Runs on a virtual thread and may block; may throw {@link Refused}. */
@FunctionalInterface
public interface Route {
  void handle(Exchange exchange) throws Exception;
}
