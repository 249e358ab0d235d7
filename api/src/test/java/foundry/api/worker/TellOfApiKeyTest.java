package foundry.api.worker;

import static foundry.api.worker.World.isQueued;
import static foundry.api.worker.World.sql;
import static foundry.api.worker.World.until;
import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.database.UuidV7;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the worker tells the AI service of keys. */
final class TellOfApiKeyTest {
  private static void tell(World world, String task, UUID key) {
    world.write(
        writes -> {
          writes.enqueue(task, key, world.org);
          return true;
        });
  }

  @Test
  void ai_hears_of_a_eachand_of_its_revocation_even_if_it_was_away() throws Exception {
    try (var world = new World();
        var worker = world.worker("w")) {
      assertThat(worker).isNotNull();
      var key = UuidV7.next();
      sql(
          """
          insert into app.api_key (id, org_id, owner_id, name, prefix, sha256, scopes)
          values ('%s', '%s', '%s', 'a program', 'fk_12345', '%s', '{MODELS}')
          """
              .formatted(key, world.org, world.user, key.toString().replace("-", "").repeat(2)));
      world.ai.down();
      tell(world, Worker.PUT_API_KEY, key);
      sql("update app.api_key set revoked_at = now() where id = '%s'".formatted(key));
      tell(world, Worker.REVOKE_API_KEY, key);
      world.ai.up();
      until(() -> !isQueued(key));
      var told = world.ai.keys.get(key.toString());
      // Which of the two arrives last does not matter: ai keeps a revocation.
      assertThat(told).anyMatch(each -> each.path("revoked").asBoolean());
      assertThat(told.getLast().path("scopes").toString()).isEqualTo("[\"models\"]");
      assertThat(told.getLast().path("expires_at").isNull()).isTrue();
    }
  }
}
