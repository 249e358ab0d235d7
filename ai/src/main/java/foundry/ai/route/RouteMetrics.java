package foundry.ai.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the router did beyond asking once. */
record RouteMetrics(
    Counter upstreamCalls,
    Counter retries,
    Counter fallbacks,
    Counter hedges,
    Counter continuations,
    Counter budgetExhausted,
    Counter refusedBusy) {
  static RouteMetrics of(MeterRegistry metrics, RetryBudget budget) {
    Gauge.builder("foundry.ai.retry.budget.left", budget, RetryBudget::left).register(metrics);
    return new RouteMetrics(
        metrics.counter("foundry.ai.upstream.calls"),
        metrics.counter("foundry.ai.retries"),
        metrics.counter("foundry.ai.fallbacks"),
        metrics.counter("foundry.ai.hedges"),
        metrics.counter("foundry.ai.continuations"),
        metrics.counter("foundry.ai.retry.budget.exhausted"),
        metrics.counter("foundry.ai.refused.busy"));
  }
}
