package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.UpstreamLimits;
import foundry.ai.route.Breaker.State;
import foundry.ai.route.Health.Rank;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a target is spared, tried, and trusted again. */
final class HealthTest {
  private final FakeTicker ticker = new FakeTicker();
  private final List<String> changes = new ArrayList<>();
  private final Health health =
      new Health(
          "a/b", ticker, BreakerRules.DEFAULT, (from, to, why) -> changes.add(from + ">" + to));

  private void calls(int succeeded, int failed) {
    for (int call = 0; call < succeeded; call++) health.tryEnter().orElseThrow().succeeded(10);
    for (int call = 0; call < failed; call++) health.tryEnter().orElseThrow().failed();
  }

  private void open() {
    calls(10, 10);
    assertThat(health.state()).isEqualTo(State.OPEN);
  }

  private void waitForProbes() {
    ticker.pass(Duration.ofSeconds(6));
  }

  @Test
  void a_few_failures_say_nothing() {
    calls(0, 19);
    assertThat(health.state()).isEqualTo(State.CLOSED);
    calls(0, 1);
    assertThat(health.state()).isEqualTo(State.OPEN);
  }

  @Test
  void failures_of_long_ago_say_nothing() {
    calls(0, 19);
    ticker.pass(Duration.ofSeconds(31));
    calls(0, 1);
    assertThat(health.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void a_mistake_of_the_caller_counts_for_nothing() {
    for (int call = 0; call < 100; call++) health.tryEnter().orElseThrow().left();
    assertThat(health.calls()).isZero();
    assertThat(health.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void an_open_target_is_not_asked_before_its_time() {
    open();
    assertThat(health.tryEnter()).isEmpty();
    assertThat(health.rank()).isEqualTo(Rank.CLOSED_OFF);
    assertThat(health.untilAsked()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    waitForProbes();
    assertThat(health.tryEnter()).isPresent();
    assertThat(changes).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN");
  }

  @Test
  void only_a_few_probe_at_once_and_if_they_succeed_it_closes() {
    open();
    waitForProbes();
    var probes = new ArrayList<Health.Permit>();
    for (int probe = 0; probe < UpstreamLimits.BREAKER_PROBES; probe++) {
      probes.add(health.tryEnter().orElseThrow());
    }
    assertThat(health.tryEnter()).isEmpty();
    probes.forEach(probe -> probe.succeeded(10));
    assertThat(health.state()).isEqualTo(State.CLOSED);
    assertThat(health.calls()).isZero();
  }

  @Test
  void a_probe_nobody_waited_for_makes_room_for_another() {
    open();
    waitForProbes();
    for (int probe = 0; probe < 10; probe++) health.tryEnter().orElseThrow().left();
    assertThat(health.state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void a_failing_probe_opens_for_twice_as_long() {
    open();
    waitForProbes();
    health.tryEnter().orElseThrow().failed();
    waitForProbes();
    assertThat(health.tryEnter()).isEmpty();
    ticker.pass(Duration.ofSeconds(6));
    assertThat(health.tryEnter()).isPresent();
  }

  @Test
  void slow_for_minutes_opens_and_slow_for_a_moment_does_not() {
    for (int second = 0; second < 110; second++) slowSecond();
    assertThat(health.state()).isEqualTo(State.CLOSED);
    for (int second = 0; second < 40; second++) {
      if (health.state() == State.CLOSED) slowSecond();
    }
    assertThat(health.state()).isEqualTo(State.OPEN);
  }

  private void slowSecond() {
    ticker.pass(Duration.ofSeconds(1));
    health.tryEnter().ifPresent(call -> call.succeeded(60_000));
    health.tryEnter().ifPresent(call -> call.succeeded(60_000));
  }

  @Test
  void who_fails_a_tenth_of_its_calls_is_passed_over_but_tried_now_and_then() {
    calls(18, 2);
    assertThat(health.state()).isEqualTo(State.CLOSED);
    int tried = 0;
    for (int call = 0; call < 100; call++) if (health.rank() == Rank.GOOD) tried++;
    assertThat(tried).isEqualTo(100 / UpstreamLimits.SICK_PASSED_OVER);
    calls(30, 0);
    assertThat(health.rank()).isEqualTo(Rank.GOOD);
  }

  @Test
  void a_target_that_asked_to_be_left_alone_comes_behind_the_others() {
    health.rest(Duration.ofSeconds(3));
    assertThat(health.rank()).isEqualTo(Rank.RESTING);
    ticker.pass(Duration.ofSeconds(3));
    assertThat(health.rank()).isEqualTo(Rank.GOOD);
  }

  @Test
  void a_wish_longer_than_there_are_nanoseconds_is_a_long_rest() {
    health.rest(Duration.ofDays(365L * 8_000));
    assertThat(health.rank()).isEqualTo(Rank.RESTING);
    ticker.pass(UpstreamLimits.REST_MAX);
    assertThat(health.rank()).isEqualTo(Rank.GOOD);
  }

  @Test
  void the_95th_percentile_is_right_to_a_quarter() {
    for (int millis = 1; millis <= 1_000; millis++) {
      health.tryEnter().orElseThrow().succeeded(millis);
    }
    assertThat(health.p95Millis().orElseThrow()).isBetween(950L, 1_190L);
  }
}
