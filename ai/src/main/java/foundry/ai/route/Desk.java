package foundry.ai.route;

import java.util.Map;
import java.util.Optional;

/**
 * What all calls share.
 *
 * @param bulkheads by provider
 */
record Desk(
    Timers timers,
    Ticker ticker,
    Healths healths,
    Map<String, Bulkhead> bulkheads,
    RetryBudget budget,
    RouteMetrics metrics,
    Abilities abilities) {
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
