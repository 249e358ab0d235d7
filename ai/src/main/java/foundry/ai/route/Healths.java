package foundry.ai.route;

import foundry.ai.UpstreamLimits;
import foundry.ai.route.Breaker.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of every target. Callers may name models as they like: names that are not ours have
 * room for so many and are shown to nobody; one that was not asked lately makes room for another,
 * and where there is none, they share one health a provider.
 */
final class Healths {
  private static final Logger LOG = LoggerFactory.getLogger(Healths.class);
  private static final String REST = "*";
  private static final long TIDY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Ticker ticker;
  private final BreakerRules rules;
  private final MeterRegistry metrics;
  private final Predicate<String> ours;
  private final Map<String, Health> shown = new ConcurrentHashMap<>();
  private final Map<String, Health> typed = new ConcurrentHashMap<>();
  private final AtomicLong tidiedNanos;

  /**
   * @param ours whether the name of a target is no caller's
   */
  Healths(Ticker ticker, BreakerRules rules, MeterRegistry metrics, Predicate<String> ours) {
    this.ticker = ticker;
    this.rules = rules;
    this.metrics = metrics;
    this.ours = ours;
    this.tidiedNanos = new AtomicLong(ticker.nanos());
  }

  Health of(Target target) {
    String id = target.id();
    var known = shown.get(id);
    if (known != null) return known;
    var other = typed.get(id);
    if (other != null) return other;
    if (hasRoom() || ours.test(id)) return watch(id);
    return shown.computeIfAbsent(target.provider().name() + "/" + REST, this::watch);
  }

  private boolean hasRoom() {
    if (typed.size() < UpstreamLimits.TARGETS_WATCHED_MAX) return true;
    long now = ticker.nanos();
    long last = tidiedNanos.get();
    if (now - last < TIDY_NANOS || !tidiedNanos.compareAndSet(last, now)) return false;
    typed.values().removeIf(Health::isIdle);
    return typed.size() < UpstreamLimits.TARGETS_WATCHED_MAX;
  }

  private Health watch(String id) {
    return new Health(id, ticker, rules, (from, to, why) -> log(id, from, to, why));
  }

  /** Once something was counted: a made-up name takes no room. */
  void keep(Health health) {
    String id = health.target();
    if (shown.containsKey(id) || typed.containsKey(id)) return;
    if (!ours.test(id)) {
      typed.putIfAbsent(id, health);
      return;
    }
    if (shown.putIfAbsent(id, health) != null) return;
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

  /** Those that anybody may see. */
  Collection<Health> shown() {
    return List.copyOf(shown.values());
  }
}
