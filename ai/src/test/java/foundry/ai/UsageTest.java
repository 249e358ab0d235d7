package foundry.ai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import foundry.viewer.Caller;
import foundry.viewer.CallerTokens;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every call ends in exactly one record, however it ends. */
final class UsageTest {
  private static final FakeOpenAi PROVIDER = new FakeOpenAi();
  private static final RunningAi AI =
      RunningAi.start(
          RunningAi.folder(),
          Map.of(
              "OPENAI_BASE_URL", PROVIDER.url(),
              "OPENAI_API_KEY", "sk-of-the-test",
              "FOUNDRY_MODEL_FIRST_BYTE_MILLIS", "400",
              "FOUNDRY_MODEL_BETWEEN_CHUNKS_MILLIS", "400"));

  private final OrgId org = new OrgId(UUID.randomUUID());
  private final Client client = AI.client(org);

  @AfterAll
  static void close() {
    AI.close();
    PROVIDER.close();
  }

  private static String ask(String model) {
    return "{\"prompt\":\"Why?\",\"model\":\"openai/%s\"}".formatted(model);
  }

  private List<String> column(String sql) {
    return TestDatabase.column("select " + sql + " from ai.usage where org_id = ?", org.value());
  }

  private void awaitCalls(int count) {
    Await.until(count + " calls are counted", () -> column("count(*)").equals(List.of("" + count)));
  }

  @Test
  void what_the_product_asks_for_itself_is_nobodys_usage() {
    var nobody = AI.client(OrgId.NOBODY);
    assertThat(nobody.post("/v1/generate", ask("normal")).status()).isEqualTo(200);
    client.post("/v1/generate", ask("normal"));
    // Both go the same way, one after the other.
    Await.until("counted", () -> !counted(org).isEmpty());
    assertThat(counted(OrgId.NOBODY)).isEmpty();
  }

  private static List<String> counted(OrgId org) {
    return TestDatabase.column("select id from ai.usage where org_id = ?", org.value());
  }

  @Test
  void a_call_is_counted_with_what_the_provider_says_it_used() {
    var answer = client.post("/v1/generate", ask("normal-counted")).body();
    awaitCalls(1);
    assertThat(column("id")).containsExactly(answer.path("id").stringValue());
    assertThat(
            column(
                """
                concat_ws(' ', input_tokens, output_tokens, cached_input_tokens, reasoning_tokens,
                  estimated, ended, attempts, streamed, operation, requested, model)
                """))
        .containsExactly("11 7 3 2 f DONE 1 f chat openai/normal-counted openai/as-answered");
    assertThat(column("cost")).as("an unknown price is no cost").containsExactly("null");
  }

  @Test
  void failed_late_and_abandoned_calls_are_counted_too() throws Exception {
    client.post("/v1/generate", ask("refusing"));
    client.post("/v1/generate", ask("silent").replace("}", ",\"deadline_ms\":200}"));
    var body = ask("silent").replace("}", ",\"stream\":true}");
    try (var events = client.stream("POST", "/v1/generate", body)) {
      events.next();
      events.next();
    }
    awaitCalls(3);
    assertThat(column("ended")).containsExactlyInAnyOrder("FAILED", "DEADLINE", "CLIENT_GONE");
    assertThat(column("estimated")).containsOnly("t");
    assertThat(column("concat_ws(' ', ended, input_tokens > 0)"))
        .as("who refuses charges nothing, who was at work does")
        .containsExactlyInAnyOrder("FAILED f", "DEADLINE t", "CLIENT_GONE t");
  }

  @Test
  void who_says_itself_that_it_took_too_long_charges_nothing() {
    assertThat(client.post("/v1/generate", ask("late")).status()).isEqualTo(504);
    awaitCalls(1);
    assertThat(column("concat_ws(' ', ended, input_tokens)")).containsExactly("FAILED 0");
  }

  @Test
  void a_call_that_no_model_served_is_not_counted() {
    for (int call = 0; call < 20; call++) client.post("/v1/generate", ask("quota-spared"));
    assertThat(client.post("/v1/generate", ask("quota-spared")).status()).isEqualTo(503);
    client.post("/v1/generate", ask("normal"));
    awaitCalls(21);
    assertThat(column("attempts")).containsOnly("1");
    assertThat(column("concat_ws(' ', ended, input_tokens)")).containsOnly("FAILED 0", "DONE 11");
  }

  @Test
  void a_call_that_is_refused_before_a_model_is_asked_is_not_counted() {
    client.post("/v1/generate", "{\"prompt\":\"\"}");
    client.post("/v1/generate", ask("normal"));
    awaitCalls(1);
  }

  @Test
  void sums_are_of_the_callers_organization_alone() {
    client.post("/v1/generate", ask("normal"));
    client.post("/v1/generate", ask("normal"));
    AI.someone().post("/v1/generate", ask("normal"));
    awaitCalls(2);
    var page = client.get("/v1/usage").body();
    assertThat(page.path("usage").size()).isEqualTo(1);
    var sum = page.path("usage").path(0);
    assertThat(sum.path("calls").intValue()).isEqualTo(2);
    assertThat(sum.path("input_tokens").intValue()).isEqualTo(22);
    assertThat(sum.path("model").stringValue()).isEqualTo("openai/as-answered");
    assertThat(sum.path("calls_without_cost").intValue()).isEqualTo(2);
    assertThat(sum.has("cost")).isFalse();
  }

  @Test
  void sums_come_in_pages() {
    for (int i = 0; i < 3; i++) AI.client(org).post("/v1/generate", ask("normal"));
    awaitCalls(3);
    var first = client.get("/v1/usage?by=user&limit=2").body();
    assertThat(first.path("usage").size()).isEqualTo(2);
    String after = first.path("after").stringValue();
    var second = client.get("/v1/usage?by=user&limit=2&after=" + after).body();
    assertThat(second.path("usage").size()).isEqualTo(1);
    assertThat(second.path("after").isNull()).isTrue();
    assertThat(second.path("usage").path(0).path("user"))
        .isNotEqualTo(first.path("usage").path(1).path("user"));
  }

  private static String token(OrgId org, UserId user, ProjectId project) {
    var caller = new Caller(org, user, Optional.of(project), "req_of_the_test");
    return new CallerTokens(RunningAi.SECRET.getBytes(UTF_8), Clock.systemUTC()).sign(caller);
  }

  @Test
  void sums_are_of_a_project_or_of_a_person_if_one_is_named() {
    var ann = new UserId(UUID.randomUUID());
    var bob = new UserId(UUID.randomUUID());
    var pumps = new ProjectId(UUID.randomUUID());
    var valves = new ProjectId(UUID.randomUUID());
    for (var token :
        List.of(token(org, ann, pumps), token(org, bob, pumps), token(org, ann, valves))) {
      new Client(AI.port(), token).post("/v1/generate", ask("normal"));
    }
    client.post("/v1/generate", ask("normal"));
    awaitCalls(4);
    assertThat(sums("by=all")).containsExactly("4");
    assertThat(sums("by=all&project=" + pumps)).containsExactly("2");
    assertThat(sums("by=all&user=" + ann)).containsExactly("2");
    assertThat(sums("by=all&project=%s&user=%s".formatted(pumps, ann))).containsExactly("1");
    assertThat(sums("by=all&project=" + UUID.randomUUID())).isEmpty();
    assertThat(sums("by=project")).containsExactlyInAnyOrder("2 " + pumps, "1 " + valves, "1 -");
  }

  private List<String> sums(String query) {
    return client
        .get("/v1/usage?" + query)
        .body()
        .path("usage")
        .valueStream()
        .map(sum -> sum.path("calls").asString() + ' ' + sum.path("project").asString(""))
        .map(String::strip)
        .toList();
  }

  @Test
  void questions_that_make_no_sense_are_told_so() {
    for (String query :
        List.of(
            "by=moon",
            "by=all,day",
            "project=pumps",
            "user=1-1-1-1-1",
            "from=yesterday",
            "to=%2B999999999-12-31",
            "to=%2B300000-01-01",
            "from=-4000-01-01",
            "limit=0",
            "after=x",
            "from=2026-01-02&to=2026-01-01")) {
      var reply = client.get("/v1/usage?" + query);
      assertThat(reply.status()).as(query).isEqualTo(400);
      assertThat(reply.message()).contains("expected:");
    }
  }

  @Test
  void a_database_that_is_away_for_a_while_loses_nothing() throws Exception {
    try (var lock = java.sql.DriverManager.getConnection(TestDatabase.URL, "postgres", "")) {
      lock.setAutoCommit(false);
      lock.createStatement().execute("lock table ai.usage in exclusive mode");
      for (int i = 0; i < 5; i++) {
        assertThat(client.post("/v1/generate", ask("normal")).status()).isEqualTo(200);
      }
      assertThat(column("count(*)")).containsExactly("0");
    }
    awaitCalls(5);
  }
}
