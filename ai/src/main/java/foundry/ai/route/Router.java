package foundry.ai.route;

import foundry.ai.Settings.Timeouts;
import foundry.ai.UpstreamLimits;
import foundry.ai.http.Refused;
import foundry.settings.InvalidSettings;
import foundry.viewer.Caller;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Chooses who answers, and keeps asking as long as that is sensible. */
public final class Router {
  private final Providers providers;
  private final RouteTable table;
  private final Policy standard;
  private final Desk desk;

  /**
   * What the router needs to know beside its providers.
   *
   * @param timeouts of calls whose route says nothing else
   * @param ours whether the name of a target is no caller's
   */
  public record Rules(
      RouteTable table,
      Timeouts timeouts,
      RetryBudget budget,
      Abilities abilities,
      Estimates estimates,
      Predicate<String> ours) {}

  /** Throws {@link InvalidSettings} if a route names a provider that is not there. */
  public Router(Vertx vertx, Providers providers, Rules rules, MeterRegistry metrics) {
    this.providers = providers;
    this.table = rules.table();
    var mistakes = table.mistakes(providers);
    if (!mistakes.isEmpty()) throw new InvalidSettings(mistakes);
    this.standard =
        new Policy(
            UpstreamLimits.ATTEMPTS_MAX,
            rules.timeouts(),
            Optional.empty(),
            false,
            new Policy.Sticky.User());
    this.desk =
        new Desk(
            vertx,
            Ticker.SYSTEM,
            new Healths(Ticker.SYSTEM, table.breaker(), metrics, rules.ours()),
            bulkheads(metrics),
            rules.budget(),
            RouteMetrics.of(metrics, rules.budget()),
            rules.abilities(),
            rules.estimates());
  }

  private Map<String, Bulkhead> bulkheads(MeterRegistry metrics) {
    var all = new HashMap<String, Bulkhead>();
    for (var provider : providers.all()) {
      int max =
          table
              .concurrency()
              .getOrDefault(provider.name(), UpstreamLimits.PROVIDER_CALLS_UNDER_WAY_MAX);
      var bulkhead = new Bulkhead(max);
      all.put(provider.name(), bulkhead);
      Gauge.builder("foundry.ai.provider.calls.under.way", bulkhead, Bulkhead::inside)
          .tag("provider", provider.name())
          .register(metrics);
    }
    return Map.copyOf(all);
  }

  /** Fails with {@link Refused} if nobody offers the model. */
  public Future<Plan> plan(Caller caller, Optional<String> model) {
    return plan(caller, model, name -> "");
  }

  /**
   * Fails with {@link Refused} if nobody offers the model.
   *
   * @param headers of the request, by name; empty if one is not there
   */
  public Future<Plan> plan(Caller caller, Optional<String> model, UnaryOperator<String> headers) {
    var route = table.routes().get(model.orElse(RouteTable.STANDARD));
    if (route != null) return Future.succeededFuture(routed(route, caller, headers));
    return providers
        .choose(model)
        .map(target -> new Plan(Optional.empty(), List.of(target), standard));
  }

  private Plan routed(RouteSpec route, Caller caller, UnaryOperator<String> headers) {
    var targets = new ArrayList<Target>();
    String key = stickyKey(route.policy().sticky(), caller, headers);
    for (var group : route.groups()) {
      for (var share : Split.order(group.shares(), key)) {
        targets.add(providers.target(share.model()));
      }
    }
    return new Plan(Optional.of(route.alias()), byHealth(targets), route.policy());
  }

  private static String stickyKey(
      Policy.Sticky sticky, Caller caller, UnaryOperator<String> headers) {
    String org = caller.org().value().toString();
    return switch (sticky) {
      case Policy.Sticky.Org _ -> org;
      case Policy.Sticky.User _ -> org + caller.user().value();
      case Policy.Sticky.Header(var name) -> {
        String given = headers.apply(name);
        yield org + (given.isEmpty() ? caller.user().value() : given);
      }
    };
  }

  private record Ranked(Target target, Health.Rank rank) {}

  /** The order stays, but who fails lately comes behind who does not. */
  private List<Target> byHealth(List<Target> targets) {
    if (targets.size() == 1) return targets;
    var ranked = new ArrayList<Ranked>(targets.size());
    for (var target : targets) ranked.add(new Ranked(target, rank(target, ranked.isEmpty())));
    ranked.sort(Comparator.comparing(Ranked::rank));
    return ranked.stream().map(Ranked::target).toList();
  }

  /** A quotation is no substitute for what a model writes, as long as a model may answer at all. */
  private Health.Rank rank(Target target, boolean first) {
    var rank = desk.healths().of(target).rank();
    boolean substitute = target.provider().extractive() && !first;
    return substitute && rank == Health.Rank.GOOD ? Health.Rank.SICK : rank;
  }

  /** Call on an event loop; the hearer is called on the same one. */
  public Running answer(Plan plan, Asked asked, Hearer hearer) {
    desk.budget().call();
    return started(plan, asked, hearer);
  }

  /** The second asking of a call, which {@link #mayAskAgain} allowed. */
  public Running answerAgain(Plan plan, Asked asked, Hearer hearer) {
    return started(plan, asked, hearer);
  }

  private Running started(Plan plan, Asked asked, Hearer hearer) {
    var run = new Run(desk, plan, asked, hearer);
    try {
      run.start();
    } catch (Throwable e) {
      run.cancel();
      throw e;
    }
    return run;
  }

  /** Whether the budget has room for one more asking, which is taken from it. */
  public boolean mayAskAgain() {
    boolean may = desk.budget().trySpend();
    if (!may) desk.metrics().budgetExhausted().increment();
    return may;
  }

  /** By alias. */
  public Collection<RouteSpec> routes() {
    return table.routes().values().stream().sorted(Comparator.comparing(RouteSpec::alias)).toList();
  }

  long retriesLeft() {
    return desk.budget().left();
  }

  Collection<Health> healths() {
    return desk.healths().shown();
  }
}
