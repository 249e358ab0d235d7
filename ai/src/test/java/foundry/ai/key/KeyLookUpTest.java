package foundry.ai.key;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.ai.Limits;
import foundry.viewer.ApiKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A look-up that ends in an error, not in an exception. */
final class KeyLookUpTest {
  private static final class Broken extends Clock {
    @Override
    public Instant instant() {
      throw new StackOverflowError();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final KeyTable table = new KeyTable(null); // the clock is broken before it is asked
  private final Executor workers =
      task -> {
        try {
          task.run();
        } catch (StackOverflowError e) {
          // as a thread of a pool would end
        }
      };
  private final Keys keys = new Keys(table, new LastUse(table), workers, new Broken());

  private void look(String key) {
    assertThatThrownBy(
            () ->
                keys.caller(key, "/v1/generate", "req_1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void nobody_waits_for_a_look_up_that_broke() {
    String key = ApiKey.random().reveal();
    look(key);
    look(key);
  }

  @Test
  void a_look_up_that_broke_makes_room_for_others() {
    for (int i = 0; i <= Limits.KEY_LOOKUPS_MAX; i++) look(ApiKey.random().reveal());
  }
}
