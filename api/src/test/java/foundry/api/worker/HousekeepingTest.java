package foundry.api.worker;

import static foundry.api.worker.World.isEmpty;
import static foundry.api.worker.World.sql;
import static foundry.api.worker.World.until;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is forgotten in the course of time, without anybody asking. */
final class HousekeepingTest {
  @Test
  void idempotency_keys_are_forgotten_after_a_day() throws Exception {
    try (var world = new World()) {
      for (var age : new String[] {"25 hours", "23 hours"}) {
        sql(
            """
            insert into app.idempotency (user_id, key, mutation, input_sha256, payload, created_at)
            select '%s', '%s ' || n, 'ask', repeat('0', 64), '{}', now() - interval '%s'
            from generate_series(1, 1500) n
            """
                .formatted(world.user, age, age));
      }
      try (var worker = world.worker("w")) {
        assertThat(worker).isNotNull();
        until(() -> isEmpty("select from app.idempotency where key like '25 hours %'"));
      }
      assertThat(isEmpty("select from app.idempotency where key = '23 hours 1'")).isFalse();
    }
  }
}
