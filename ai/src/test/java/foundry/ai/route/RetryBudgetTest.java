package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.route.RetryBudget.Counts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetryBudgetTest {
  private final FakeTicker ticker = new FakeTicker();
  private final RetryBudget budget = new RetryBudget(ticker, new BudgetRules(10, 3, true));

  private int spend() {
    int spent = 0;
    while (budget.trySpend()) spent++;
    return spent;
  }

  @Test
  void there_is_a_floor_and_a_part_of_the_calls() {
    for (int call = 0; call < 100; call++) budget.call();
    assertThat(spend()).isEqualTo(13);
  }

  @Test
  void what_was_spent_comes_back_when_the_window_has_passed() {
    assertThat(spend()).isEqualTo(3);
    ticker.pass(Duration.ofSeconds(29));
    assertThat(spend()).isZero();
    ticker.pass(Duration.ofSeconds(3));
    assertThat(spend()).isEqualTo(3);
  }

  @Test
  void replicas_share_one_budget() {
    budget.others(new Counts(200, 20));
    assertThat(spend()).isEqualTo(3);
    budget.others(new Counts(1_000, 20));
    assertThat(spend()).isEqualTo(80);
  }

  @Test
  void what_others_counted_is_forgotten_without_news_of_them() {
    budget.others(new Counts(0, 1_000));
    assertThat(spend()).isZero();
    ticker.pass(Duration.ofSeconds(16));
    assertThat(spend()).isEqualTo(3);
  }
}
