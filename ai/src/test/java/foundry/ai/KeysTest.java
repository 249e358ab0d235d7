package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import foundry.viewer.ApiKey;
import foundry.viewer.OrgId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Keys of organizations: made once, good for what they say, gone when revoked. */
final class KeysTest {
  private static final String QUESTION = "{\"input\":\"x\"}";

  private final OrgId org = new OrgId(UUID.randomUUID());
  private final Client client = RunningAi.LOCAL.client(org);

  private JsonNode create(String body) {
    var reply = client.post("/v1/keys", body);
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
    return reply.body();
  }

  private String key() {
    return create("{\"name\":\"a program\"}").path("key").stringValue();
  }

  private static Client with(String key) {
    return new Client(RunningAi.LOCAL.port(), key);
  }

  private static int status(String key) {
    return with(key).post("/v1/moderate", QUESTION).status();
  }

  @Test
  void a_key_calls_on_behalf_of_its_organization() {
    var made = create("{\"name\":\"a program\",\"scopes\":[\"models\",\"usage\"]}");
    String key = made.path("key").stringValue();
    var answer = with(key).post("/v1/generate", "{\"prompt\":\"x\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.requestId()).startsWith("req_").isNotEqualTo("req_of_the_test");
    var sql = "select key_id from ai.usage where org_id = ?";
    Await.until("counted", () -> !TestDatabase.column(sql, org.value()).isEmpty());
    assertThat(TestDatabase.column(sql, org.value()))
        .containsExactly(made.path("id").stringValue());
    assertThat(with(key).get("/v1/usage").body().path("usage").size()).isEqualTo(1);
  }

  @Test
  void a_key_may_come_as_anthropics_clients_send_it() throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/v1/moderate".formatted(RunningAi.LOCAL.port())))
            .header("x-api-key", key())
            .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_large_body_waits_until_an_unknown_key_is_looked_up() {
    String body = "{\"input\":\"" + "x".repeat(30_000) + "\"}";
    assertThat(with(key()).post("/v1/moderate", body).status()).isEqualTo(200);
  }

  @Test
  void a_key_is_seen_once_and_kept_as_a_hash() {
    String key = key();
    var listed = client.get("/v1/keys").body();
    assertThat(listed.path("keys").size()).isEqualTo(1);
    assertThat(listed.toString()).doesNotContain(key).contains(key.substring(0, 8));
    assertThat(RunningAi.LOCAL.someone().get("/v1/keys").body().path("keys").size()).isZero();
    assertThat(TestDatabase.column("select k::text from ai.api_key k").toString())
        .doesNotContain(key.substring(8));
  }

  @Test
  void a_revoked_key_opens_nothing_on_any_replica_from_then_on() {
    var made = create("{\"name\":\"a program\"}");
    String key = made.path("key").stringValue();
    try (var other = RunningAi.start(RunningAi.folder(), Map.of())) {
      var there = new Client(other.port(), key);
      assertThat(there.post("/v1/moderate", QUESTION).status()).isEqualTo(200);
      assertThat(status(key)).isEqualTo(200);
      var revoked = client.delete("/v1/keys/" + made.path("id").stringValue());
      assertThat(revoked.body().path("revoked_at").isNull()).isFalse();
      assertThat(status(key)).isEqualTo(401);
      long start = System.nanoTime();
      Await.until(
          "the other one knows", () -> there.post("/v1/moderate", QUESTION).status() == 401);
      assertThat(System.nanoTime() - start)
          .as("long before it is asked anew")
          .isLessThan(10_000_000_000L);
    }
  }

  private String put(String id, ApiKey key, String more) {
    var body =
        "{\"name\":\"made elsewhere\",\"prefix\":\"%s\",\"sha256\":\"%s\"%s}"
            .formatted(key.shown(), HexFormat.of().formatHex(key.sha256()), more);
    var reply = client.put("/v1/keys/" + id, body);
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
    return reply.body().path("revoked_at").asString("");
  }

  @Test
  void a_key_that_was_made_elsewhere_opens_as_soon_as_its_hash_is_here() {
    var key = ApiKey.random();
    var id = UUID.randomUUID().toString();
    assertThat(status(key.reveal())).as("nobody knows it yet").isEqualTo(401);
    put(id, key, "");
    assertThat(status(key.reveal())).isEqualTo(200);
    assertThat(client.get("/v1/keys").body().toString()).doesNotContain(key.reveal());
    assertThat(put(id, key, ",\"revoked\":true")).isNotEmpty();
    assertThat(status(key.reveal())).isEqualTo(401);
    assertThat(put(id, key, "")).as("it stays revoked").isNotEmpty();
    assertThat(status(key.reveal())).isEqualTo(401);
  }

  @Test
  void a_key_makes_no_keys_under_an_id_of_its_choice() {
    var reply = with(key()).put("/v1/keys/" + UUID.randomUUID(), "{}");
    assertThat(reply.status()).isEqualTo(403);
    var bad =
        client.put(
            "/v1/keys/" + UUID.randomUUID(),
            "{\"name\":\"n\",\"prefix\":\"fk_1\",\"sha256\":\"x\"}");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.body().toString()).contains("sha256");
  }

  @Test
  void a_stranger_cannot_revoke_a_key() {
    var made = create("{\"name\":\"a program\"}");
    var stranger = RunningAi.LOCAL.someone();
    assertThat(stranger.delete("/v1/keys/" + made.path("id").stringValue()).status())
        .isEqualTo(404);
    assertThat(stranger.delete("/v1/keys/x").status()).isEqualTo(404);
    assertThat(status(made.path("key").stringValue())).isEqualTo(200);
  }

  @Test
  void an_expired_key_opens_nothing() {
    var made = create("{\"name\":\"a program\",\"expires_in_days\":1}");
    assertThat(made.path("expires_at").isNull()).isFalse();
    TestDatabase.sql(
        "update ai.api_key set expires_at = now() where id = ?::uuid",
        made.path("id").stringValue());
    assertThat(status(made.path("key").stringValue())).isEqualTo(401);
  }

  @Test
  void a_key_opens_what_its_scopes_say() {
    String models = key();
    var refused = with(models).get("/v1/usage");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message())
        .isEqualTo(
            "authorization: this key is not for this path (expected: one with the scope usage)");
    assertThat(with(models).get("/v1/keys").status()).isEqualTo(403);
    String usage = create("{\"name\":\"n\",\"scopes\":[\"usage\"]}").path("key").stringValue();
    assertThat(with(usage).get("/v1/usage").status()).isEqualTo(200);
    assertThat(status(usage)).isEqualTo(403);
    var all = create("{\"name\":\"n\",\"scopes\":[\"models\",\"documents\",\"usage\"]}");
    var anything = with(all.path("key").stringValue());
    assertThat(anything.get("/v1/keys").status()).as("a key makes no keys").isEqualTo(403);
    assertThat(anything.post("/v1/keys", "{\"name\":\"n\"}").status()).isEqualTo(403);
  }

  @Test
  void no_spelling_of_a_path_gets_round_a_scope() throws Exception {
    String models = key();
    for (String path :
        List.of(
            "/v1/usage/",
            "/v1//usage",
            "/v1/%75sage",
            "/v1/./usage",
            "/v1/models/../usage",
            "/v1/keys/",
            "//v1/keys",
            "/v1/retrieve/",
            "/v1/collections//a/documents/b",
            "/v1/templates",
            "/v1/templates/greeting/")) {
      assertThat(statusOfGet(path, models)).as(path).isEqualTo(403);
    }
    assertThat(statusOfGet("/v1/models/", models)).isEqualTo(200);
    assertThat(statusOfGet("/v1/moon", models)).isEqualTo(404);
  }

  @Test
  void templates_have_a_scope_of_their_own() {
    assertThat(with(key()).get("/v1/templates").status()).isEqualTo(403);
    var made = create("{\"name\":\"n\",\"scopes\":[\"templates\"]}");
    String templates = made.path("key").stringValue();
    assertThat(with(templates).get("/v1/templates").status()).isEqualTo(200);
    assertThat(status(templates)).isEqualTo(403);
  }

  @Test
  void every_path_but_that_of_keys_is_in_some_scope() throws Exception {
    var all =
        create("{\"name\":\"n\",\"scopes\":[\"models\",\"documents\",\"usage\",\"templates\"]}");
    String anything = all.path("key").stringValue();
    for (String operation : Contract.INSTANCE.operations()) {
      String path = operation.replaceAll("^\\w+ ", "").replaceAll("\\{\\w+}", "x");
      if (!path.startsWith("/v1/")) continue;
      boolean open = statusOfGet(path, anything) != 403;
      assertThat(open).as(path).isNotEqualTo(path.startsWith("/v1/keys"));
    }
  }

  private static int statusOfGet(String path, String key) throws Exception {
    var url = URI.create("http://127.0.0.1:%d%s".formatted(RunningAi.LOCAL.port(), path));
    var request = HttpRequest.newBuilder(url).header("authorization", "Bearer " + key).build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void garbage_never_reaches_the_database() throws Exception {
    try (var lock = java.sql.DriverManager.getConnection(TestDatabase.URL, "postgres", "")) {
      lock.setAutoCommit(false);
      lock.createStatement().execute("lock table ai.api_key in access exclusive mode");
      for (String garbage : List.of("fk_", "fk_" + "x".repeat(49), "fk_1", "sk-1", "")) {
        assertThat(status(garbage)).as(garbage).isEqualTo(401);
      }
    }
  }

  @Test
  void a_well_formed_key_that_nobody_has_opens_nothing() {
    var made = create("{\"name\":\"a program\"}");
    TestDatabase.sql("delete from ai.api_key where id = ?::uuid", made.path("id").stringValue());
    assertThat(status(made.path("key").stringValue())).isEqualTo(401);
  }

  @Test
  void wishes_that_make_no_sense_are_told_so() {
    for (String body :
        List.of(
            "{}",
            "{\"name\":\" \"}",
            "{\"name\":\"n\",\"scopes\":[\"moon\"]}",
            "{\"name\":\"n\",\"scopes\":[]}",
            "{\"name\":\"n\",\"expires_in_days\":0}",
            "{\"name\":\"n\",\"key\":\"mine\"}")) {
      assertThat(client.post("/v1/keys", body).status()).as(body).isEqualTo(400);
    }
  }

  @Test
  void a_key_is_in_no_log_no_error_and_no_measurement() throws Exception {
    var root = (Logger) LoggerFactory.getLogger("ROOT");
    var heard = new ListAppender<ILoggingEvent>();
    heard.start();
    root.addAppender(heard);
    var level = root.getLevel();
    root.setLevel(Level.DEBUG);
    try {
      LoggerFactory.getLogger("the test").debug("whatever is said is heard");
      var made = create("{\"name\":\"a program\"}");
      String key = made.path("key").stringValue();
      var with = with(key);
      var replies =
          List.of(
              with.post("/v1/moderate", "{"),
              with.get("/v1/usage"),
              client.delete("/v1/keys/" + made.path("id").stringValue()),
              with.post("/v1/moderate", QUESTION));
      String secret = key.substring(8);
      assertThat(replies.toString()).doesNotContain(secret);
      var lines = List.copyOf(heard.list).stream().map(KeysTest::text).toList();
      assertThat(measurements()).contains("foundry").doesNotContain(secret);
      assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(secret));
    } finally {
      root.setLevel(level);
      root.detachAppender(heard);
    }
  }

  private static String measurements() throws Exception {
    var url = URI.create("http://127.0.0.1:%d/metrics".formatted(RunningAi.LOCAL.port()));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
    }
  }

  private static String text(ILoggingEvent event) {
    return event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy();
  }
}
