package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.settings.InvalidSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is asked, who is asked next, and who is not asked any more. */
final class RoutingTest {
  private static final FakeOpenAi PROVIDER = new FakeOpenAi();
  private static final RunningAi AI =
      start(
          """
          retry_budget: { percent: 15, floor: 1000, shared: false }
          routes:
            default:
              - targets: [openai/normal-default]
            falls-back:
              - targets: [openai/failing-first]
              - targets: [openai/normal-second]
            three-bad:
              fallbacks:
                - targets: [openai/failing-1]
                - targets: [openai/failing-2]
                - targets: [openai/html-3]
                - targets: [openai/normal-4]
              attempts: 3
            account:
              - targets: [openai/quota-account]
              - targets: [openai/unknown-account]
              - targets: [openai/normal-account]
            refuses:
              - targets: [openai/invalid-always]
              - targets: [openai/normal-never]
            short:
              - targets: [openai/refusing-short]
              - targets: [openai/normal-longer]
            hangs:
              - targets: [openai/hang-first]
              - targets: [openai/normal-after-hang]
            half:
              - targets: [openai/half-first]
              - targets: [openai/normal-not-asked]
            hedged:
              fallbacks:
                - targets: [openai/hang-hedged]
                - targets: [openai/normal-hedge]
              hedge: { after_ms: 50 }
            opens:
              fallbacks:
                - targets: [openai/failing-opens]
              attempts: 1
            impatient:
              fallbacks:
                - targets: [openai/hang-impatient]
                - targets: [openai/normal-patient]
              timeouts_ms: { first_byte: 100, total: 20000 }
            named:
              - targets: [openai/failing-named]
              - targets: [openai/normal-named]
            writes:
              - targets: [local/extractive]
              - targets: [openai/json-writes]
            quotes:
              - targets: [openai/failing-quotes]
              - targets: [local/extractive]
          """);

  private final Client client = AI.someone();

  @AfterAll
  static void close() {
    AI.close();
    PROVIDER.close();
  }

  private static RunningAi start(String routes) {
    return RunningAi.start(
        RunningAi.folder(),
        Map.of("OPENAI_BASE_URL", PROVIDER.url(), "FOUNDRY_ROUTES_PATH", file(routes).toString()));
  }

  private static Path file(String routes) {
    try {
      return Files.writeString(RunningAi.folder().resolve("routes.yaml"), routes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Client.Reply ask(String model) {
    return client.post("/v1/generate", "{\"prompt\":\"Why?\",\"model\":\"" + model + "\"}");
  }

  private Client.Reply ask(String model, int deadlineMillis) {
    return client.post(
        "/v1/generate",
        "{\"prompt\":\"Why?\",\"model\":\"%s\",\"deadline_ms\":%d}"
            .formatted(model, deadlineMillis));
  }

  @Test
  void a_failing_model_is_followed_by_the_next_of_its_route() {
    var answer = ask("falls-back").body();
    assertThat(answer.path("finish_reason").stringValue()).isEqualTo("stop");
    assertThat(answer.path("attempts").intValue()).isEqualTo(2);
    assertThat(answer.path("fallbacks").intValue()).isEqualTo(1);
    assertThat(answer.path("route").stringValue()).isEqualTo("falls-back");
    assertThat(PROVIDER.calls("failing-first")).isEqualTo(1);
    assertThat(PROVIDER.calls("normal-second")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void after_a_fallback_dialects_name_the_model_that_answered(Dialect dialect) {
    String whole = text(dialect, dialect.body("named", ""));
    assertThat(whole).contains("\"model\":\"openai/as-answered\"");
    String stream = text(dialect, dialect.body("named", ",\"stream\":true"));
    assertThat(stream)
        .contains("\"model\":\"openai/normal-named\"")
        .doesNotContain("failing-named");
  }

  private String text(Dialect dialect, String body) {
    return Client.exchange(client.request("POST", dialect.path, body).build()).body();
  }

  @ParameterizedTest
  @EnumSource
  void a_model_that_only_quotes_is_spared_what_it_cannot_do(Dialect dialect) {
    String format = "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}";
    String more =
        dialect.one(
            ",\"response_format\":" + format,
            ",\"response_format\":{\"type\":\"json_object\"}",
            ",\"output_config\":{\"format\":" + format + "}");
    assertThat(text(dialect, dialect.body("writes", more))).contains("celsius");
    String own = text(dialect, dialect.body("local/extractive", more));
    String field = dialect.one("response_format", "response_format", "output_config.format");
    assertThat(own)
        .contains(field + ": local/extractive only quotes and writes no JSON (expected: text,");
  }

  @Test
  void the_route_named_default_answers_where_no_model_is_named() {
    var answer = client.post("/v1/generate", "{\"prompt\":\"Why?\"}").body();
    assertThat(answer.path("route").stringValue()).isEqualTo("default");
    assertThat(PROVIDER.calls("normal-default")).isEqualTo(1);
  }

  @Test
  void a_route_asks_no_more_often_than_it_may() {
    var reply = ask("three-bad");
    assertThat(reply.status()).isEqualTo(502);
    assertThat(PROVIDER.calls("html-3")).isEqualTo(1);
    assertThat(PROVIDER.calls("normal-4")).isZero();
  }

  @Test
  void an_empty_account_and_a_model_that_is_gone_are_no_reason_to_fail() {
    var answer = ask("account").body();
    assertThat(answer.path("finish_reason").stringValue()).isEqualTo("stop");
    assertThat(answer.path("fallbacks").intValue()).isEqualTo(2);
  }

  @Test
  void a_request_that_is_wrong_is_wrong_everywhere() {
    var reply = ask("refuses");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(PROVIDER.calls("normal-never")).isZero();
  }

  @Test
  void a_prompt_too_long_for_one_model_may_fit_the_next() {
    assertThat(ask("short").body().path("fallbacks").intValue()).isEqualTo(1);
  }

  @Test
  void a_hanging_model_leaves_time_for_the_next_one() throws Exception {
    var answer = ask("hangs", 2_000).body();
    assertThat(answer.path("finish_reason").stringValue()).isEqualTo("stop");
    assertThat(answer.path("latency_ms").longValue()).isBetween(900L, 1_900L);
    PROVIDER.hungUp("hang-first").get(5, TimeUnit.SECONDS);
  }

  @Test
  void a_route_may_be_less_patient_than_the_service() throws Exception {
    String body = "{\"prompt\":\"Why?\",\"stream\":true,\"model\":\"impatient\"}";
    try (var events = client.stream("POST", "/v1/generate", body)) {
      var end = events.all().getLast();
      assertThat(end.data().path("fallbacks").intValue()).isEqualTo(1);
      assertThat(end.data().path("latency_ms").longValue()).isBetween(90L, 10_000L);
    }
  }

  @Test
  void nobody_else_is_asked_after_the_first_piece() {
    var answer = ask("half", 20_000).body();
    assertThat(answer.path("finish_reason").stringValue()).isEqualTo("error");
    assertThat(answer.path("text").stringValue()).isEqualTo("Half an");
    assertThat(PROVIDER.calls("normal-not-asked")).isZero();
  }

  @Test
  void a_hedge_asks_a_second_model_and_hangs_up_on_the_slower_one() throws Exception {
    var answer = ask("hedged", 20_000).body();
    assertThat(answer.path("finish_reason").stringValue()).isEqualTo("stop");
    assertThat(answer.path("attempts").intValue()).isEqualTo(2);
    PROVIDER.hungUp("hang-hedged").get(5, TimeUnit.SECONDS);
    var usage = answer.path("usage");
    assertThat(usage.path("input_tokens").intValue()).as("both read the prompt").isEqualTo(11 + 15);
    assertThat(usage.path("estimated").booleanValue()).isTrue();
  }

  @Test
  void a_model_that_keeps_failing_is_left_alone() {
    for (int call = 0; call < 20; call++) assertThat(ask("opens").status()).isEqualTo(502);
    var spared = ask("opens");
    assertThat(spared.status()).isEqualTo(503);
    assertThat(spared.code()).isEqualTo("UNAVAILABLE");
    assertThat(PROVIDER.calls("failing-opens")).isEqualTo(20);
    var state =
        client.get("/v1/routes").body().path("targets").values().stream()
            .filter(target -> target.path("target").stringValue().equals("openai/failing-opens"))
            .findFirst()
            .orElseThrow();
    assertThat(state.path("breaker").stringValue()).isEqualTo("open");
    assertThat(state.path("failures").intValue()).isEqualTo(20);
    assertThat(state.path("wait_ms").intValue()).isPositive();
  }

  @Test
  void a_full_provider_is_passed_over_or_asked_to_come_again_for() throws Exception {
    String routes =
        """
        concurrency: { openai: 1 }
        routes:
          two: [{ targets: [openai/normal-full] }, { targets: [local/extractive] }]
        """;
    try (var full = start(routes)) {
      var someone = full.someone();
      String held = "held-" + UUID.randomUUID();
      String body = "{\"prompt\":\"Why?\",\"stream\":true,\"model\":\"openai/%s\"}".formatted(held);
      try (var events = someone.stream("POST", "/v1/generate", body)) {
        events.next();
        PROVIDER.say(held, "here");
        events.next();
        var quoted = someone.post("/v1/generate", "{\"prompt\":\"Why?\",\"model\":\"two\"}");
        assertThat(quoted.body().path("provider").stringValue()).isEqualTo("local");
        var refused =
            someone.post("/v1/generate", "{\"prompt\":\"Why?\",\"model\":\"openai/normal-x\"}");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("UNAVAILABLE");
      }
      PROVIDER.hungUp(held).get(5, TimeUnit.SECONDS);
      Await.until(
          "room again",
          () ->
              someone
                      .post("/v1/generate", "{\"prompt\":\"Why?\",\"model\":\"openai/normal-x\"}")
                      .status()
                  == 200);
    }
  }

  @Test
  void documents_are_quoted_where_no_model_answers() {
    var answer =
        client
            .post(
                "/v1/generate",
                """
                {"prompt":"What is the answer?","model":"quotes",
                 "context":[{"id":"a","text":"The answer is forty-two."}]}
                """)
            .body();
    assertThat(answer.path("extractive").booleanValue()).isTrue();
    assertThat(PROVIDER.calls("failing-quotes")).isEqualTo(1);
  }

  @Test
  void a_model_can_still_be_asked_by_its_own_name() {
    String model = "normal-" + UUID.randomUUID();
    var answer = ask("openai/" + model).body();
    assertThat(answer.path("route").isNull()).isTrue();
    assertThat(PROVIDER.calls(model)).isEqualTo(1);
  }

  @Test
  void a_route_to_a_provider_that_is_not_there_stops_the_start() {
    assertThatThrownBy(() -> start("routes: { fast: [{ targets: [nobody/x, else/y] }] }"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("nobody/x")
        .hasMessageContaining("else/y");
  }
}
