package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ModelListsTest {
  private final FakeTicker ticker = new FakeTicker();
  private final ModelLists lists = new ModelLists(ticker);
  private final AtomicInteger asked = new AtomicInteger();

  private Supplier<Future<List<String>>> says(Future<List<String>> answer) {
    return () -> {
      asked.incrementAndGet();
      return answer;
    };
  }

  @Test
  void a_list_is_asked_for_once_a_minute() {
    var models = says(Future.succeededFuture(List.of("a")));
    for (int i = 0; i < 5; i++) assertThat(lists.of("x", models).result()).containsExactly("a");
    assertThat(asked).hasValue(1);
    ticker.pass(Duration.ofSeconds(61));
    lists.of("x", models);
    lists.of("y", models);
    assertThat(asked).hasValue(3);
  }

  @Test
  void a_provider_that_is_down_is_spared_for_seconds() {
    var down = says(Future.failedFuture("down"));
    for (int i = 0; i < 5; i++) assertThat(lists.of("x", down).failed()).isTrue();
    assertThat(asked).hasValue(1);
    ticker.pass(Duration.ofSeconds(4));
    assertThat(lists.of("x", says(Future.succeededFuture(List.of("a")))).result()).hasSize(1);
  }
}
