package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.TestDatabase;
import foundry.ai.database.Database;
import foundry.ai.database.Schema;
import org.junit.jupiter.api.Test;

/** Two replicas at one database spend from one budget. */
final class BudgetExchangeTest {
  @Test
  void what_one_replica_spends_another_cannot() {
    try (var database = TestDatabase.open()) {
      var ticker = new FakeTicker();
      var rules = new BudgetRules(0, 5, true);
      var first = new RetryBudget(ticker, rules);
      var second = new RetryBudget(ticker, rules);
      try (var tells = new BudgetExchange(first, database);
          var hears = new BudgetExchange(second, database)) {
        for (int extra = 0; extra < 5; extra++) assertThat(first.trySpend()).isTrue();
        tells.run();
        hears.run();
        assertThat(second.trySpend()).isFalse();
      }
      try (var alone = new BudgetExchange(second, database)) {
        alone.run();
        assertThat(second.trySpend()).isTrue();
      }
    }
  }
}
