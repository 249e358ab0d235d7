package foundry.api.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ApiKeyTest {
  private final Scene scene = Scene.create();
  private final Person admin = TestApi.member(scene.org(), "Ada", "ADMIN");

  private Reply create(Person person, Map<String, ?> more) {
    var input = new HashMap<String, Object>();
    input.put("orgId", scene.orgId());
    input.put("name", "a program");
    input.put("scopes", List.of("MODELS", "USAGE"));
    input.putAll(more);
    return Scene.change(
        person,
        "createApiKey",
        input,
        "secret apiKey { id name prefix scopes expiresAt revokedAt owner { name } } apiKeyEdge { cursor }");
  }

  private static String queued(String id) {
    return TestApi.value(
        "select string_agg(task_name, ' ' order by task_name) from queue.scheduled_tasks"
            + " where task_instance = ?",
        Scene.uuid(id).toString());
  }

  private List<String> seenBy(Person person) {
    return person
        .query(
            "query($o: ID!) { organization(id: $o) { apiKeys { nodes { name } } } }",
            Map.of("o", scene.orgId()))
        .texts("/organization/apiKeys/nodes", "name");
  }

  @Test
  void a_key_is_seen_once_kept_as_a_hash_and_ai_is_told() {
    var reply = create(admin, Map.of());
    assertThat(reply.userErrors()).isEmpty();
    var secret = reply.text("/createApiKey/secret");
    var key = foundry.viewer.ApiKey.parse(secret).orElseThrow();
    var id = reply.text("/createApiKey/apiKey/id");
    assertThat(reply.text("/createApiKey/apiKey/prefix")).isEqualTo(secret.substring(0, 8));
    assertThat(reply.data("/createApiKey/apiKey/scopes").toString())
        .isEqualTo("[\"MODELS\",\"USAGE\"]");
    assertThat(TestApi.value("select k::text from app.api_key k where id = ?", Scene.uuid(id)))
        .contains(HexFormat.of().formatHex(key.sha256()))
        .doesNotContain(secret.substring(8));
    assertThat(queued(id)).isEqualTo("put_api_key");
    assertThat(seenBy(admin)).containsExactly("a program");
  }

  @Test
  void the_secret_is_not_kept_for_a_request_that_is_sent_again() {
    var again = Map.of("idempotencyKey", "one");
    var first = create(admin, again);
    var second = create(admin, again);
    var secret = first.text("/createApiKey/secret");
    assertThat(secret).startsWith("fk_");
    assertThat(second.data("/createApiKey/secret").isNull()).isTrue();
    assertThat(second.text("/createApiKey/apiKey/id"))
        .isEqualTo(first.text("/createApiKey/apiKey/id"));
    assertThat(
            TestApi.value(
                "select string_agg(i::text, '') from app.idempotency i where user_id = ?",
                admin.id()))
        .contains("createApiKey")
        .doesNotContain(secret.substring(8));
  }

  @Test
  void a_key_is_revoked_once_and_makes_room_for_another() {
    var owner = TestApi.member(scene.org(), "Olga", "OWNER");
    Scene.change(
        owner, "setLimit", Map.of("orgId", scene.orgId(), "kind", "API_KEYS", "value", 1), "");
    var id = create(admin, Map.of()).text("/createApiKey/apiKey/id");
    assertThat(create(admin, Map.of()).userErrors()).containsExactly("LIMIT_EXCEEDED orgId");
    var revoked =
        Scene.change(admin, "revokeApiKey", Map.of("apiKeyId", id), "apiKey { revokedAt }");
    assertThat(revoked.text("/revokeApiKey/apiKey/revokedAt")).endsWith("Z");
    assertThat(queued(id)).isEqualTo("put_api_key revoke_api_key");
    assertThat(Scene.change(admin, "revokeApiKey", "apiKeyId", id).userErrors())
        .containsExactly("WRONG_STATE apiKeyId");
    assertThat(create(admin, Map.of()).userErrors()).isEmpty();
  }

  @Test
  void keys_are_the_affair_of_admins_and_owners() {
    assertThat(create(scene.member(), Map.of()).userErrors()).containsExactly("FORBIDDEN orgId");
    assertThat(create(Scene.create().member(), Map.of()).userErrors())
        .containsExactly("NOT_FOUND orgId");
    var id = create(admin, Map.of()).text("/createApiKey/apiKey/id");
    assertThat(seenBy(scene.member())).isEmpty();
    assertThat(Scene.change(scene.member(), "revokeApiKey", "apiKeyId", id).userErrors())
        .containsExactly("NOT_FOUND apiKeyId");
    var node = scene.member().query("query($i: ID!) { node(id: $i) { id } }", Map.of("i", id));
    assertThat(node.data("/node").isNull()).isTrue();
  }

  @Test
  void what_cannot_be_a_key_is_refused_by_field_value_and_expectation() {
    assertThat(create(admin, Map.of("name", " ")).userErrors())
        .containsExactly("INVALID_INPUT name");
    assertThat(create(admin, Map.of("scopes", List.of())).userErrors())
        .containsExactly("INVALID_INPUT scopes");
    for (var expiresAt :
        List.of(Instant.now().minusSeconds(1), Instant.now().plus(Duration.ofDays(4_000)))) {
      assertThat(create(admin, Map.of("expiresAt", expiresAt.toString())).userErrors())
          .containsExactly("INVALID_INPUT expiresAt");
    }
    var soon = Instant.now().plus(Duration.ofDays(1)).toString();
    assertThat(create(admin, Map.of("expiresAt", soon)).userErrors()).isEmpty();
  }
}
