package foundry.api.graphql.plan;

import foundry.api.Limits;
import foundry.api.graphql.Errand;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.telemetry.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** What other services are asked for one execution: collected while it reads, run after it. */
final class Errands {
  /** Where an answer belongs. */
  private static final class Place {
    private final Errand errand;
    private final Value.Stored field;
    private final @Nullable Object[] object;

    Place(Errand errand, Value.Stored field, @Nullable Object[] object) {
      this.errand = errand;
      this.field = field;
      this.object = object;
    }

    @Nullable Object answer() {
      return object[field.room().at(field.child())];
    }

    /** The answer to the errand, or to the wider one that it is a part of. */
    void take(@Nullable Object answer) {
      boolean isPart = errand instanceof Errand.Part && !(answer instanceof Failed);
      put(isPart ? ((Errand.Part) errand).of(answer) : answer);
    }

    void put(@Nullable Object answer) {
      object[field.room().at(field.child())] = answer;
    }

    boolean holdsMore() {
      return field.shape().isDeferred() && answer() != null && !(answer() instanceof Failed);
    }
  }

  private final Map<Errand, List<Place>> waiting = new LinkedHashMap<>();
  private final List<Place> answered = new ArrayList<>();
  private int count;

  /** Leaves the place empty until the errand is run. */
  @Nullable Object add(Errand errand, Value.Stored field, @Nullable Object[] object) {
    var place = new Place(errand, field, object);
    var whole = errand instanceof Errand.Part part ? part.whole() : errand;
    waiting.computeIfAbsent(whole, ignored -> counted()).add(place);
    return null;
  }

  private List<Place> counted() {
    if (++count <= Limits.ERRANDS_MAX) return new ArrayList<>();
    throw new Refusal(
        ErrorCode.LIMIT_EXCEEDED,
        "questions to other services: more than %d (expected: fewer in one request)"
            .formatted(Limits.ERRANDS_MAX));
  }

  /** Runs those that wait, all at once. True if there is more to be read for an answer. */
  boolean run() {
    var answers = answers();
    waiting.forEach((errand, places) -> places.forEach(place -> place.take(answers.get(errand))));
    waiting.values().forEach(places -> answered.addAll(places));
    answered.removeIf(place -> !place.holdsMore());
    waiting.clear();
    return !answered.isEmpty();
  }

  private Map<Errand, @Nullable Object> answers() {
    var answers = new HashMap<Errand, @Nullable Object>();
    if (waiting.size() == 1) {
      var only = waiting.keySet().iterator().next();
      answers.put(only, answer(only));
      return answers;
    }
    var span = Span.current();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new LinkedHashMap<Errand, CompletableFuture<@Nullable Object>>();
      for (var errand : waiting.keySet()) {
        asked.put(
            errand,
            CompletableFuture.supplyAsync(() -> span.within(() -> answer(errand)), threads));
      }
      asked.forEach((errand, answer) -> answers.put(errand, answer.join()));
    }
    return answers;
  }

  private static @Nullable Object answer(Errand errand) {
    try {
      return errand.run();
    } catch (RuntimeException e) {
      return new Failed(e);
    }
  }

  /** Hands over the answers for which there is more to be read; what is made of each is kept. */
  void readOn(Keeper keeper) {
    for (var place : answered) {
      place.put(keeper.kept(place.field.shape(), Objects.requireNonNull(place.answer())));
    }
    answered.clear();
  }

  /** Makes of an answer what is kept in its place. */
  @FunctionalInterface
  interface Keeper {
    @Nullable Object kept(Value.Shape shape, Object answer);
  }
}
