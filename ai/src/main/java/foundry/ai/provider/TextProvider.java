package foundry.ai.provider;

import foundry.ai.Settings.Timeouts;
import io.vertx.core.Future;
import java.util.List;

/** Whoever makes answers. Asks once a call: whether to ask again is not decided here. */
public interface TextProvider {
  /** Names the provider for people; also the first part of its models' ids. */
  String name();

  /** As OpenTelemetry's {@code gen_ai.provider.name} has it. */
  String telemetryName();

  /** Whether it may have a model of this name that it does not list. */
  default boolean mayHave(String model) {
    return model.indexOf('/') < 0;
  }

  /** Whether answers are quoted rather than written. */
  boolean extractive();

  /** The wire format it speaks upstream: fields of this dialect need no translation. */
  default Extras.Dialect dialect() {
    return Extras.Dialect.FOUNDRY;
  }

  /** The model that answers where a call names none; fails if the provider cannot say. */
  Future<String> defaultModel();

  /** The models the provider is known to offer; empty if it cannot be asked. */
  Future<List<String>> models();

  /**
   * Starts an answer. Call on an event loop; the listener is called on the same one, never after
   * {@link Listener#ended}.
   */
  Answering answer(Prompt prompt, Listener listener);

  /**
   * Like {@link #answer(Prompt, Listener)}.
   *
   * @param timeouts of the call; where the provider's own are shorter, those hold
   */
  default Answering answer(Prompt prompt, Timeouts timeouts, Listener listener) {
    return answer(prompt, listener);
  }

  /** An answer under way. */
  interface Answering {
    /** Gives up at once and frees what the answer holds; the listener hears nothing more. */
    void cancel();
  }

  /** Hears an answer as it is made. */
  interface Listener {
    /** The next piece; the provider waits for the future before it sends much more. */
    Future<Void> event(Event event);

    /** Under which the provider's part of the trace comes (W3C); empty without a trace. */
    default String traceparent() {
      return "";
    }

    /** The end, exactly once. */
    void ended(Outcome outcome);
  }
}
