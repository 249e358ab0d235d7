package foundry.ai.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GET /v1/routes: who is asked under which name, and how the targets do. */
public final class RoutesRoute implements Route {
  record Reply(List<Listed> routes, List<State> targets, long retryBudgetLeft) {}

  record Listed(
      String alias,
      List<RouteSpec.Group> fallbacks,
      int attempts,
      boolean hedged,
      boolean continues) {
    static Listed of(RouteSpec route) {
      var policy = route.policy();
      boolean hedged = policy.hedge().isPresent();
      return new Listed(
          route.alias(), route.groups(), policy.attempts(), hedged, policy.continues());
    }
  }

  /** Of the last half minute. */
  record State(
      String target,
      Name breaker,
      boolean avoided,
      long calls,
      long failures,
      @Nullable Long p95Ms,
      long waitMs) {
    static State of(Health health) {
      return new State(
          health.target(),
          Name.of(health.state()),
          health.sick(),
          health.calls(),
          health.failures(),
          health.p95Millis().orElse(null),
          health.untilAsked().toMillis());
    }
  }

  enum Name {
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("half_open")
    HALF_OPEN,
    @JsonProperty("open")
    OPEN;

    static Name of(Breaker.State state) {
      return switch (state) {
        case CLOSED -> CLOSED;
        case HALF_OPEN -> HALF_OPEN;
        case OPEN -> OPEN;
      };
    }
  }

  private final Router router;

  public RoutesRoute(Router router) {
    this.router = router;
  }

  @Override
  public void handle(Exchange exchange) {
    var routes = router.routes().stream().map(Listed::of).toList();
    var targets =
        router.healths().stream()
            .sorted(Comparator.comparing(Health::target))
            .map(State::of)
            .toList();
    exchange.reply(new Reply(routes, targets, router.retriesLeft()));
  }
}
