package foundry.ai.generate;

import foundry.ai.generate.Answer.FinishReason;
import foundry.ai.prepare.Prepared;
import foundry.ai.prepare.Vocabularies;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.route.Ended;
import foundry.ai.route.Plan;
import foundry.ai.route.Target;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An answer as far as it has got: what was written of it, and since when. On one event loop. */
final class Draft {
  private final String id;
  private final Plan plan;
  private final Prepared prepared;
  private final long startNanos = System.nanoTime();
  private final Collected collected = new Collected();

  private @Nullable Counting counting;
  private long firstNanos;
  private boolean withoutText;

  Draft(String id, Plan plan, Prepared prepared) {
    this.id = id;
    this.plan = plan;
    this.prepared = prepared;
  }

  /** From now on, a provider may read the prompt. */
  void countedBy(Vocabularies vocabularies) {
    counting = new Counting(vocabularies, prepared.prompt());
  }

  /** The event as far as there is room for it. */
  Event add(Event event) {
    if (firstNanos == 0) firstNanos = System.nanoTime();
    return collected.add(event);
  }

  boolean begun() {
    return firstNanos != 0;
  }

  boolean full() {
    return collected.full();
  }

  int textLength() {
    return collected.textLength();
  }

  /** What was written cannot be trusted to be whole. */
  void dropText() {
    withoutText = true;
  }

  long micros() {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
  }

  /** Until the first piece. */
  Optional<Long> firstMicros() {
    if (!begun()) return Optional.empty();
    return Optional.of(TimeUnit.NANOSECONDS.toMicros(firstNanos - startNanos));
  }

  long millis() {
    return millis(System.nanoTime());
  }

  private long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - startNanos);
  }

  /** What there is, by whoever was at it last. */
  Answer answer(FinishReason reason, Ended ended) {
    return answer(reason, ended, ended.target().model(), Optional.empty());
  }

  Answer answer(Finished finished, Ended ended) {
    var reason = FinishReason.of(finished.reason());
    return answer(reason, ended, finished.model(), finished.stop());
  }

  private Answer answer(
      FinishReason reason, Ended ended, String model, Optional<String> stopSequence) {
    String text = withoutText ? "" : collected.text();
    var context = prepared.prompt().context();
    var citations = context.map(given -> Citation.in(text, given)).orElse(List.of());
    var provider = ended.target().provider();
    String author = new Target(provider, model).id();
    return new Answer(
        id,
        text,
        reason,
        reason != FinishReason.STOP && reason != FinishReason.TOOL_USE,
        author,
        provider.name(),
        provider.extractive(),
        context.isPresent() ? !citations.isEmpty() : null,
        usage(ended, author),
        millis(),
        begun() ? millis(firstNanos) : null,
        citations,
        collected.toolCalls(),
        collected.refusal(),
        collected.thinking(),
        stopSequence.orElse(null),
        ended.attempts(),
        ended.fallbacks(),
        plan.route().orElse(null),
        null,
        prepared.leftOut().orElse(null),
        null);
  }

  private Answer.Usage usage(Ended ended, String author) {
    if (counting == null) return Answer.Usage.NOTHING;
    return counting.of(ended, author, collected.everything());
  }
}
