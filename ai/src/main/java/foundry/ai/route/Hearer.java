package foundry.ai.route;

import foundry.ai.provider.Event;
import io.vertx.core.Future;

/** Hears one answer, whoever makes it in the end. On one event loop. */
public interface Hearer {
  /** Before the first piece of a target: whose words come from here on. */
  default void speaks(Target target) {}

  /** The next piece; the provider waits for the future before it sends much more. */
  Future<Void> event(Event event);

  /** Under which the providers' part of the trace comes (W3C); empty without a trace. */
  default String traceparent() {
    return "";
  }

  /** The end, exactly once. */
  void ended(Ended ended);
}
