package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What a fifth of failing and hanging upstream calls costs.
 *
 * <p>Where every target fails a fifth of its calls, an answer takes 1 / (1 - 0.2) = 1.25 upstream
 * calls on average, whoever asks: 99.9 % answered at 1.2 calls is impossible, and the budget
 * decides which of the two is given up. Where a healthy target is left, asking it first once the
 * other is known to be ill gives both.
 */
final class FailingUpstreamTest {
  private static final int CALLS = 500;
  private static final int AT_ONCE = 16;
  private static final int ATTEMPTS = 3;

  private record Score(long answered, int upstreamCalls) {
    double callsPerCall() {
      return (double) upstreamCalls / CALLS;
    }
  }

  @Test
  void with_one_healthy_target_all_are_answered_at_less_than_1_2_upstream_calls() throws Exception {
    var score =
        score(
            "retry_budget: { percent: 15, floor: 20, shared: false }",
            "openai/flaky-a",
            "openai/normal-b");
    assertThat(score.answered()).isEqualTo(CALLS);
    assertThat(score.callsPerCall()).isLessThanOrEqualTo(1.2);
  }

  @Test
  void without_one_the_budget_holds_and_most_are_answered() throws Exception {
    var score =
        score(
            "retry_budget: { percent: 15, floor: 20, shared: false }",
            "openai/flaky-a",
            "openai/flaky-b");
    assertThat(score.callsPerCall()).isLessThanOrEqualTo(1.2);
    assertThat(score.answered()).isGreaterThan(CALLS * 93 / 100);
  }

  @Test
  void without_one_a_larger_budget_loses_no_more_than_chance_does() throws Exception {
    var score =
        score(
            "retry_budget: { percent: 30, floor: 20, shared: false }",
            "openai/flaky-a",
            "openai/flaky-b");
    assertThat(score.answered()).isGreaterThanOrEqualTo(CALLS - lostAtMost());
    assertThat(score.callsPerCall()).isBetween(1.2, 1.3);
  }

  /**
   * A call is lost if a fifth happens as often as it may be asked: 0.2^3, 8 calls in 1,000. Of
   * {@link #CALLS} that is a binomial of mean 4 and deviation 2; six deviations never happen.
   */
  private static long lostAtMost() {
    double lost = Math.pow(0.2, ATTEMPTS);
    return Math.round(CALLS * lost + 6 * Math.sqrt(CALLS * lost * (1 - lost)));
  }

  private static Score score(String budget, String first, String second) throws Exception {
    var routes = RunningAi.folder().resolve("routes.yaml");
    Files.writeString(
        routes,
        budget
            + "\nroutes: { any: { attempts: %d, fallbacks: [ { targets: [%s] }, { targets: [%s] } ] } }"
                .formatted(ATTEMPTS, first, second));
    try (var provider = new FakeOpenAi();
        var ai =
            RunningAi.start(
                RunningAi.folder(),
                Map.of(
                    "OPENAI_BASE_URL", provider.url(), "FOUNDRY_ROUTES_PATH", routes.toString()))) {
      long answered = answered(ai.someone());
      int upstream =
          List.of(first, second).stream()
              .mapToInt(model -> provider.calls(model.substring("openai/".length())))
              .sum();
      return new Score(answered, upstream);
    }
  }

  private static long answered(Client client) throws Exception {
    var ends = new ArrayList<Future<String>>();
    try (var callers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int call = 0; call < CALLS; call++) ends.add(callers.submit(call(client)));
    }
    long answered = 0;
    for (var end : ends) if (end.get().equals("stop")) answered++;
    return answered;
  }

  private static Callable<String> call(Client client) {
    String body = "{\"prompt\":\"Why?\",\"model\":\"any\",\"deadline_ms\":3000}";
    return () -> client.post("/v1/generate", body).body().path("finish_reason").asString("");
  }
}
