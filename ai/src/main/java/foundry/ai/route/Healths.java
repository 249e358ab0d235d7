package foundry.ai.route;

import foundry.ai.Limits;
import foundry.ai.route.Breaker.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of every target. Callers may name models as they like, so there is room for so many
 * and no more: the rest share one health a provider.
 */
final class Healths {
  private static final Logger LOG = LoggerFactory.getLogger(Healths.class);
  private static final String REST = "*";

  private final Ticker ticker;
  private final BreakerRules rules;
  private final MeterRegistry metrics;
  private final Map<String, Health> all = new ConcurrentHashMap<>();

  Healths(Ticker ticker, BreakerRules rules, MeterRegistry metrics) {
    this.ticker = ticker;
    this.rules = rules;
    this.metrics = metrics;
  }

  Health of(Target target) {
    String id = target.id();
    var known = all.get(id);
    if (known != null) return known;
    if (all.size() < Limits.TARGETS_WATCHED_MAX) return watch(id);
    return all.computeIfAbsent(target.provider().name() + "/" + REST, this::watch);
  }

  private Health watch(String id) {
    return new Health(id, ticker, rules, (from, to, why) -> log(id, from, to, why));
  }

  /** Once something was counted: a made-up name takes no room. */
  void keep(Health health) {
    if (all.containsKey(health.target())) return;
    if (all.putIfAbsent(health.target(), health) != null) return;
    Gauge.builder("foundry.ai.target.state", health, seen -> level(seen.state()))
        .description("0 closed, 1 half open, 2 open")
        .tag("target", health.target())
        .register(metrics);
  }

  private static void log(String target, State from, State to, String why) {
    LOG.atLevel(to == State.OPEN ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.INFO)
        .log("breaker of {}: {} to {}: {}", target, from, to, why);
  }

  private static int level(State state) {
    return switch (state) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }

  Collection<Health> all() {
    return List.copyOf(all.values());
  }
}
