package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.UpstreamLimits;
import foundry.ai.provider.TextProvider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose health is kept, and who may see it. */
final class HealthsTest {
  private final FakeTicker ticker = new FakeTicker();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Healths healths =
      new Healths(ticker, BreakerRules.DEFAULT, metrics, id -> id.startsWith("a/ours"));

  private static Target target(String model) {
    var provider =
        (TextProvider)
            Proxy.newProxyInstance(
                HealthsTest.class.getClassLoader(),
                new Class<?>[] {TextProvider.class},
                (self, method, values) -> "a");
    return new Target(provider, model);
  }

  private Health called(String model) {
    var health = healths.of(target(model));
    health.tryEnter().orElseThrow().failed();
    healths.keep(health);
    return health;
  }

  @Test
  void what_a_caller_typed_is_shown_to_nobody_and_still_watched() {
    var typed = called("secret-of-acme");
    called("ours-1");
    assertThat(healths.shown()).extracting(Health::target).containsExactly("a/ours-1");
    assertThat(metrics.get("foundry.ai.target.state").gauges()).hasSize(1);
    assertThat(healths.of(target("secret-of-acme"))).isSameAs(typed);
  }

  @Test
  void typed_names_take_no_room_for_good_and_none_of_ours() {
    for (int i = 0; i < UpstreamLimits.TARGETS_WATCHED_MAX; i++) called("typed-" + i);
    assertThat(called("one-more").target()).isEqualTo("a/*");
    assertThat(called("ours-2").target()).isEqualTo("a/ours-2");
    ticker.pass(Duration.ofMinutes(1));
    assertThat(called("one-more").target()).isEqualTo("a/one-more");
  }
}
