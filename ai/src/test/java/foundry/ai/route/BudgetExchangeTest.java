package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.TestDatabase;
import foundry.ai.database.Database;
import foundry.ai.database.Schema;
import foundry.postgres.Login;
import org.junit.jupiter.api.Test;

/** Two replicas at one database spend from one budget. */
final class BudgetExchangeTest {
  private static final String URL = TestDatabase.SETTINGS.get("FOUNDRY_DATABASE_URL");
  private static final Login SERVING = new Login(URL, "foundry_ai", "ai-password");

  @Test
  void what_one_replica_spends_another_cannot() {
    Schema.migrate(new Login(URL, "postgres", ""), SERVING);
    TestDatabase.sql("delete from ai.retry_window");
    try (var database = Database.open(SERVING)) {
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
