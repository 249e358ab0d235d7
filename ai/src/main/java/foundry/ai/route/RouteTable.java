package foundry.ai.route;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a routes file says.
 *
 * @param routes by alias
 * @param concurrency how many calls a provider may have under way, where it is not the default
 */
public record RouteTable(
    Map<String, RouteSpec> routes,
    BreakerRules breaker,
    BudgetRules budget,
    Map<String, Integer> concurrency) {
  /** Answers calls that name no model. */
  static final String STANDARD = "default";

  /** No file: every model is asked under its own name. */
  public static final RouteTable NONE =
      new RouteTable(Map.of(), BreakerRules.DEFAULT, BudgetRules.DEFAULT, Map.of());

  public RouteTable {
    routes = Map.copyOf(routes);
    concurrency = Map.copyOf(concurrency);
  }

  /** The models that the routes lead to, as callers name them. */
  public Set<String> models() {
    return shares().collect(Collectors.toSet());
  }

  private Stream<String> shares() {
    return routes.values().stream()
        .flatMap(route -> route.groups().stream().flatMap(group -> group.shares().stream()))
        .map(RouteSpec.Share::model);
  }

  /** Every mistake that only shows once it is known which providers there are. */
  List<String> mistakes(Providers providers) {
    var known = providers.all().stream().map(provider -> provider.name()).toList();
    return shares()
        .distinct()
        .sorted()
        .filter(model -> known.stream().noneMatch(name -> model.startsWith(name + "/")))
        .map(model -> "routes: %s: no such provider (expected: one of %s)".formatted(model, known))
        .toList();
  }
}
