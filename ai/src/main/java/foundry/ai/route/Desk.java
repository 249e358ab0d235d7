package foundry.ai.route;

import foundry.ai.alarm.Alarm;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;

/**
 * What all calls share.
 *
 * @param bulkheads by provider
 */
record Desk(
    Vertx vertx,
    Ticker ticker,
    Healths healths,
    Map<String, Bulkhead> bulkheads,
    RetryBudget budget,
    RouteMetrics metrics,
    Abilities abilities,
    Estimates estimates) {
  /** On the event loop of the call. */
  Alarm after(long millis, Runnable action) {
    return Alarm.after(vertx, millis, action);
  }

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
