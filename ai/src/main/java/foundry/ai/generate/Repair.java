package foundry.ai.generate;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.route.Hearer;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Hears the second try at an answer. On one event loop. */
final class Repair implements Hearer {
  /**
   * @param text all it said
   */
  record Ended(Outcome outcome, String text, int attempts) {
    /** As the provider counted it, else what was written. */
    Optional<Usage> counted() {
      return switch (outcome) {
        case Finished finished -> finished.usage();
        case Failed failed -> failed.usage();
      };
    }

    Answer.Usage usage(ToIntFunction<String> tokens) {
      return counted()
          .map(Answer.Usage::of)
          .orElseGet(() -> Answer.Usage.estimate(0, tokens.applyAsInt(text)));
    }
  }

  private final Consumer<Ended> onEnd;
  private final Collected collected = new Collected();

  Repair(Consumer<Ended> onEnd) {
    this.onEnd = onEnd;
  }

  @Override
  public Future<Void> event(Event event) {
    collected.add(event);
    return Future.succeededFuture();
  }

  @Override
  public void ended(foundry.ai.route.Ended ended) {
    onEnd.accept(new Ended(ended.outcome(), collected.text(), ended.attempts()));
  }
}
