package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import foundry.viewer.OrgId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A call that asked several models costs what each of them charges. */
final class CostTest {
  private static final ScriptedOpenAi MODEL = new ScriptedOpenAi();
  private static RunningAi ai;

  private static final String GOOD = "{}";
  private static final String BAD = "[1]";

  private final OrgId org = new OrgId(UUID.randomUUID());
  private final Client client = ai.client(org);

  @BeforeAll
  static void start() throws IOException {
    var folder = RunningAi.folder();
    ai =
        RunningAi.start(
            RunningAi.folder(),
            Map.of(
                "OPENAI_BASE_URL", MODEL.url(),
                "MISTRAL_BASE_URL", MODEL.url(),
                "MISTRAL_API_KEY", "of-the-test",
                "FOUNDRY_MODELS_PATH", file(folder.resolve("models.json"), catalogue()),
                "FOUNDRY_ROUTES_PATH", file(folder.resolve("routes.json"), routes())));
  }

  @AfterAll
  static void close() {
    ai.close();
    MODEL.close();
  }

  private static String file(Path path, String text) throws IOException {
    return Files.writeString(path, text).toString();
  }

  /** Prices that tell in every digit who was asked how much. */
  private static String catalogue() {
    return Json.text(
        Map.of(
            "format",
            1,
            "models",
            List.of(
                priced("mistral/cheap", "2026-02-02", "1", "10", List.of()),
                priced("openai/renamed", "2026-04-04", "100", "1000", List.of()),
                priced("openai/dear", "2026-01-01", "100", "1000", List.of()),
                priced("openai/tiered", "2026-03-03", "1", "1", tier()))));
  }

  private static List<Object> tier() {
    return List.of(Map.of("above_tokens", 15, "input", "5000", "output", "5000"));
  }

  private static Object priced(
      String id, String date, String input, String output, List<Object> tiers) {
    var source = Map.of("date", date, "url", "https://example.org/" + id);
    var price = Map.of("source", source, "input", input, "output", output, "tiers", tiers);
    return Map.of(
        "id", id, "family", "gpt", "capabilities", List.of(), "source", source, "price", price);
  }

  private static String routes() {
    return """
        {"routes": {
          "known": [{"targets": ["openai/dear"]}, {"targets": ["mistral/cheap"]}],
          "hedged": {"hedge": {"after_ms": 50}, "fallbacks": [
            {"targets": ["openai/dear"]}, {"targets": ["mistral/cheap"]}]},
          "half-known": [{"targets": ["openai/mystery"]}, {"targets": ["mistral/cheap"]}]}}
        """;
  }

  private Client.Reply ask(String model) {
    var format = "\"response_format\":{\"type\":\"json_object\"}";
    return client.post(
        "/v1/generate", "{\"prompt\":\"Why?\",\"model\":\"%s\",%s}".formatted(model, format));
  }

  private String counted(String columns) {
    String sql = "select " + columns + " from ai.usage where org_id = ?";
    Await.until("counted", () -> !TestDatabase.column(sql, org.value()).isEmpty());
    return TestDatabase.column(sql, org.value()).getFirst();
  }

  @Test
  void a_repair_by_another_model_costs_what_both_charge_and_names_the_one_whose_words_they_are() {
    MODEL.says("dear", BAD, ScriptedOpenAi.FAILS);
    MODEL.says("cheap", GOOD);
    var answer = ask("known").body();
    assertThat(answer.path("text").stringValue()).isEqualTo(GOOD);
    assertThat(answer.path("model").stringValue()).isEqualTo("mistral/cheap");
    assertThat(answer.path("provider").stringValue()).isEqualTo("mistral");
    assertThat(answer.path("usage").has("billed")).isFalse();
    assertThat(counted("concat_ws(' ', model, input_tokens, output_tokens, attempts)"))
        .isEqualTo("mistral/cheap 20 10 3");
    assertThat(counted("trim_scale(cost)")).isEqualTo("0.00606");
    assertThat(counted("price_version"))
        .isEqualTo(
            "2026-01-01 https://example.org/openai/dear,"
                + " 2026-02-02 https://example.org/mistral/cheap");
  }

  @Test
  void a_part_whose_price_is_not_known_makes_the_cost_unknown() {
    MODEL.says("mystery", BAD, ScriptedOpenAi.FAILS);
    MODEL.says("cheap", GOOD);
    assertThat(ask("half-known").body().path("model").stringValue()).isEqualTo("mistral/cheap");
    assertThat(counted("cost")).isEqualTo("null");
  }

  @Test
  void a_name_of_the_servers_own_costs_what_the_model_that_was_asked_costs() {
    MODEL.says(ScriptedOpenAi.RENAMED, GOOD);
    assertThat(ask("openai/renamed").body().path("model").stringValue())
        .isEqualTo("openai/weights.gguf");
    assertThat(counted("concat_ws(' ', model, trim_scale(cost), price_version)"))
        .isEqualTo("openai/weights.gguf 0.006 2026-04-04 https://example.org/openai/renamed");
  }

  @Test
  void who_was_hung_up_on_has_read_the_prompt_in_a_vocabulary_of_its_own() {
    MODEL.says("dear");
    MODEL.says("cheap", GOOD);
    String chinese = "为什么天空是蓝色的".repeat(100);
    var body = "{\"prompt\":\"%s\",\"model\":\"hedged\"}".formatted(chinese);
    assertThat(client.post("/v1/generate", body).status()).isEqualTo(200);
    var text = "{\"model\":\"openai/dear\",\"input\":[\"%s\"]}".formatted(chinese);
    var tokens = client.post("/v1/tokens", text).body();
    assertThat(tokens.path("family").stringValue()).isEqualTo("gpt");
    assertThat(Integer.parseInt(counted("input_tokens")) - 10)
        .isBetween(tokens.path("tokens").intValue(), 2 * tokens.path("tokens").intValue());
  }

  @Test
  void two_short_prompts_are_not_charged_as_one_long_one() {
    MODEL.says("tiered", BAD, GOOD);
    assertThat(ask("openai/tiered").status()).isEqualTo(200);
    assertThat(counted("concat_ws(' ', input_tokens, trim_scale(cost), price_version)"))
        .isEqualTo("20 0.00003 2026-03-03 https://example.org/openai/tiered");
  }

  @Test
  void what_broke_off_is_charged_at_the_price_of_the_one_who_broke_off() throws Exception {
    MODEL.says("dear", "all of it ".repeat(40) + ScriptedOpenAi.BREAKS);
    MODEL.says("cheap", " and so on.");
    var body =
        "{\"prompt\":\"Why?\",\"model\":\"known\",\"stream\":true,\"continue_on_failure\":true}";
    try (var events = client.stream("POST", "/v1/generate", body)) {
      assertThat(events.all().getLast().data().path("text").stringValue()).endsWith("and so on.");
    }
    assertThat(counted("cost >= 0.1")).as("120 words at 1000 dollars a million").isEqualTo("t");
    assertThat(counted("price_version")).contains("openai/dear", "mistral/cheap");
  }
}
