package foundry.ai.route;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What all calls share.
 *
 * @param bulkheads by provider
 * @param prefills whether the model of this id goes on from the beginning of an answer
 */
record Desk(
    Timers timers,
    Ticker ticker,
    Healths healths,
    Map<String, Bulkhead> bulkheads,
    RetryBudget budget,
    RouteMetrics metrics,
    Predicate<String> prefills) {
  /** Empty if the target is spared, or its provider has enough to do. */
  Optional<Entry> tryEnter(Target target) {
    var bulkhead = bulkheads.get(target.provider().name());
    if (bulkhead == null || !bulkhead.tryEnter()) return Optional.empty();
    var health = healths.of(target);
    var permit = health.tryEnter();
    if (permit.isEmpty()) bulkhead.leave();
    return permit.map(given -> new Entry(healths, health, given, bulkhead));
  }
}
