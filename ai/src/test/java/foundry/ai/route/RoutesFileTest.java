package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.Settings.Timeouts;
import foundry.ai.route.Policy.Hedge;
import foundry.ai.route.Policy.Sticky;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoutesFileTest {
  @TempDir Path folder;
  private final List<String> errors = new ArrayList<>();

  private RouteTable read(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    return RoutesFile.read(file, Timeouts.DEFAULT, errors::add);
  }

  @Test
  void everything_can_be_said() throws Exception {
    var table =
        read(
            "routes.yaml",
            """
            retry_budget: { percent: 12, floor: 4, shared: false }
            breaker:
              error_percent: 40
              calls_min: 30
              slow_p95_ms: 9000
              slow_minutes: 3
              open_ms: 7000
              avoid_percent: 5
            concurrency: { openai: 100 }
            routes:
              fast:
                fallbacks:
                  - targets: [{ model: openai/x, weight: 9 }, { model: anthropic/y }]
                  - targets: [local/extractive]
                attempts: 5
                timeouts_ms: { connect: 1, first_byte: 2, between_chunks: 3, total: 4 }
                hedge: { after_ms: 800 }
                continue_on_failure: true
                sticky: { header: x-session }
            """);
    assertThat(errors).isEmpty();
    assertThat(table.budget()).isEqualTo(new BudgetRules(12, 4, false));
    assertThat(table.breaker())
        .isEqualTo(
            new BreakerRules(40, 30, 9_000, Duration.ofMinutes(3), Duration.ofSeconds(7), 5));
    assertThat(table.concurrency()).containsEntry("openai", 100);
    var fast = table.routes().get("fast");
    assertThat(fast.groups().getFirst().shares())
        .containsExactly(new RouteSpec.Share("openai/x", 9), new RouteSpec.Share("anthropic/y", 1));
    assertThat(fast.policy())
        .isEqualTo(
            new Policy(
                5,
                new Timeouts(1, 2, 3, 4),
                Optional.of(new Hedge(Optional.of(800))),
                true,
                new Sticky.Header("x-session")));
  }

  @Test
  void json_and_the_short_form_and_the_defaults_will_do() throws Exception {
    var table = read("routes.json", "{\"routes\":{\"a\":[{\"targets\":[\"local/x\"]}]}}");
    assertThat(errors).isEmpty();
    var policy = table.routes().get("a").policy();
    assertThat(policy.hedge()).isEmpty();
    assertThat(policy.continues()).isFalse();
    assertThat(policy.timeouts()).isEqualTo(Timeouts.DEFAULT);
    assertThat(policy.sticky()).isEqualTo(new Sticky.User());
    assertThat(table.breaker()).isEqualTo(BreakerRules.DEFAULT);
  }

  @Test
  void every_mistake_is_told_at_once_with_its_place() throws Exception {
    read(
        "routes.yaml",
        """
        retry_budget: { percent: 200 }
        braker: {}
        routes:
          With/Slash: [{ targets: [openai/x] }]
          none: []
          odd:
            fallbacks: [{ targets: [{ model: nowhere, weight: 0 }], tagets: 1 }]
            attempts: many
            hedge: {}
            sticky: moon
        """);
    assertThat(errors)
        .anyMatch(error -> error.equals("retry_budget.percent: 200 (expected: 0..100)"))
        .anyMatch(error -> error.equals("routes file: braker: unknown"))
        .anyMatch(error -> error.startsWith("routes: With/Slash: no alias"))
        .anyMatch(error -> error.startsWith("routes.none: none"))
        .anyMatch(error -> error.startsWith("routes.odd.fallbacks[0].targets[0].model: nowhere"))
        .anyMatch(error -> error.startsWith("routes.odd.fallbacks[0].targets[0].weight: 0"))
        .anyMatch(error -> error.equals("routes.odd.fallbacks[0]: tagets: unknown"))
        .anyMatch(error -> error.startsWith("routes.odd.attempts: \"many\""))
        .anyMatch(error -> error.startsWith("routes.odd.hedge: no delay"))
        .anyMatch(error -> error.startsWith("routes.odd.sticky: moon"));
  }

  @Test
  void a_file_that_is_not_there_or_is_no_yaml_is_told() throws Exception {
    RoutesFile.read(folder.resolve("gone.yaml"), Timeouts.DEFAULT, errors::add);
    read("bad.yaml", "routes: [");
    read("twice.yaml", "routes: { a: [{ targets: [x/y] }], a: [{ targets: [x/z] }] }");
    assertThat(errors).hasSize(3).allMatch(error -> error.startsWith("FOUNDRY_ROUTES_PATH"));
  }
}
