package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import foundry.viewer.OrgId;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers that must have a shape, of a model that does not always care. */
final class StructuredOutputTest {
  private static final ScriptedOpenAi MODEL = new ScriptedOpenAi();
  private static final RunningAi AI =
      RunningAi.start(
          RunningAi.folder(), Map.of("OPENAI_BASE_URL", MODEL.url(), "FOUNDRY_MODEL", "any"));

  private static final String SCHEMA =
      """
      {"type":"object","properties":{"price":{"type":"number"}},"required":["price"],
       "additionalProperties":false}
      """;

  private static final String GOOD = "{\"price\":12.5}";
  private static final String BAD = "{\"price\":\"a secret\"}";

  private final Client client = AI.someone();
  private final String model = "m-" + UUID.randomUUID();

  @AfterAll
  static void close() {
    AI.close();
    MODEL.close();
  }

  private Map<String, Object> body(Map<String, Object> more) {
    var body = new HashMap<String, Object>(more);
    body.put("prompt", "What is the price?");
    body.put("model", "openai/" + model);
    body.put("response_format", Map.of("type", "json_schema", "schema", Json.tree(SCHEMA)));
    return body;
  }

  private Client.Reply ask(Map<String, Object> more) {
    return client.post("/v1/generate", Json.text(body(more)));
  }

  private static String text(JsonNode answer) {
    return answer.path("text").stringValue();
  }

  @Test
  void an_answer_that_fits_is_given_without_its_fence() {
    MODEL.says(model, "```json\n" + GOOD + "\n```");
    var answer = ask(Map.of()).body();
    assertThat(text(answer)).isEqualTo(GOOD);
    assertThat(answer.path("valid").booleanValue()).isTrue();
    assertThat(MODEL.asked(model)).hasSize(1);
    assertThat(MODEL.asked(model).getFirst().path("response_format").path("type").stringValue())
        .isEqualTo("json_schema");
  }

  @Test
  void a_wrong_answer_is_repaired_once_as_part_of_the_same_call() {
    MODEL.says(model, BAD, GOOD);
    var answer = ask(Map.of()).body();
    assertThat(text(answer)).isEqualTo(GOOD);
    assertThat(answer.path("valid").booleanValue()).isTrue();
    assertThat(answer.path("attempts").intValue()).isEqualTo(2);
    assertThat(answer.path("usage").path("input_tokens").intValue()).isEqualTo(20);
    assertThat(answer.path("usage").path("output_tokens").intValue()).isEqualTo(10);
    assertThat(answer.path("usage").path("estimated").booleanValue()).isFalse();
    var messages = MODEL.asked(model).get(1).path("messages");
    assertThat(messages.path(1).path("content").stringValue()).isEqualTo(BAD);
    assertThat(messages.path(2).path("content").stringValue()).contains("/price", "number");
  }

  @Test
  void a_repair_is_taken_from_the_retry_budget() throws Exception {
    MODEL.says(model, BAD, GOOD, BAD, GOOD);
    var routes = RunningAi.folder().resolve("routes.yaml");
    Files.writeString(
        routes, "retry_budget: { percent: 1, floor: 1, shared: false }\nroutes: {}\n");
    var settings = Map.of("OPENAI_BASE_URL", MODEL.url(), "FOUNDRY_ROUTES_PATH", routes.toString());
    try (var poor = RunningAi.start(RunningAi.folder(), settings)) {
      var someone = poor.someone();
      String body = Json.text(body(Map.of()));
      assertThat(text(someone.post("/v1/generate", body).body())).isEqualTo(GOOD);
      var second = someone.post("/v1/generate", body);
      assertThat(second.code()).isEqualTo("INVALID_OUTPUT");
      assertThat(second.message()).contains("asked once");
    }
    assertThat(MODEL.asked(model)).hasSize(3);
  }

  @Test
  void a_second_wrong_answer_is_an_error_that_names_places_and_no_content() {
    MODEL.says(model, BAD, BAD, GOOD);
    var reply = ask(Map.of());
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.code()).isEqualTo("INVALID_OUTPUT");
    assertThat(reply.message()).contains("/price type", "asked twice").doesNotContain("secret");
    assertThat(MODEL.asked(model)).hasSize(2);
  }

  @Test
  void who_wants_no_repair_gets_an_error_or_the_answer() {
    MODEL.says(model, "Sure, it is 12.", BAD);
    var refused = ask(Map.of("on_invalid", "refuse"));
    assertThat(refused.code()).isEqualTo("INVALID_OUTPUT");
    assertThat(refused.message()).contains("/ json", "asked once");
    var kept = ask(Map.of("on_invalid", "keep")).body();
    assertThat(text(kept)).isEqualTo(BAD);
    assertThat(kept.path("valid").booleanValue()).isFalse();
  }

  @Test
  void what_was_streamed_is_judged_at_the_end_and_not_repaired() throws Exception {
    MODEL.says(model, BAD, GOOD);
    try (var events =
        client.stream("POST", "/v1/generate", Json.text(body(Map.of("stream", true))))) {
      var end = events.all().getLast();
      assertThat(end.name()).isEqualTo("end");
      assertThat(text(end.data())).isEqualTo(BAD);
      assertThat(end.data().path("valid").booleanValue()).isFalse();
    }
    assertThat(MODEL.asked(model)).hasSize(1);
  }

  @Test
  void a_deadline_ends_a_repair_that_hangs_and_it_is_counted() {
    MODEL.says(model, BAD);
    var org = new OrgId(UUID.randomUUID());
    var body = Json.text(body(Map.of("deadline_ms", 400)));
    var reply = AI.client(org).post("/v1/generate", body);
    assertThat(reply.code()).isEqualTo("INVALID_OUTPUT");
    assertThat(MODEL.asked(model)).hasSize(2);
    var sql = "select attempts from ai.usage where org_id = ?";
    Await.until("counted", () -> !TestDatabase.column(sql, org.value()).isEmpty());
    assertThat(TestDatabase.column(sql, org.value())).containsExactly("2");
  }

  @Test
  void a_wrong_schema_is_refused_before_a_model_is_asked() {
    MODEL.says(model, GOOD);
    var wrong = Json.tree("{\"properties\":{\"price\":{\"type\":\"elf\"}}}");
    var body = body(Map.of());
    body.put("response_format", Map.of("type", "json_schema", "schema", wrong));
    var reply = client.post("/v1/generate", Json.text(body));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).contains("response_format.schema", "/properties/price/type");
    assertThat(MODEL.asked(model)).isEmpty();
  }

  @Test
  void any_object_is_one() {
    MODEL.says(model, "[1]", "{}");
    var body = body(Map.of());
    body.put("response_format", Map.of("type", "json_object"));
    var answer = client.post("/v1/generate", Json.text(body)).body();
    assertThat(text(answer)).isEqualTo("{}");
  }

  @Test
  void without_a_format_nothing_is_checked() {
    MODEL.says(model, BAD);
    var body = body(Map.of());
    body.remove("response_format");
    var answer = client.post("/v1/generate", Json.text(body)).body();
    assertThat(answer.path("valid").isNull()).isTrue();
    assertThat(answer.path("scores").isNull()).isTrue();
  }

  @Test
  void an_answer_can_come_with_its_scores() {
    MODEL.says(
        model, "The pump moves three cubic metres of water an hour [1]. It is made of gold.");
    var passage = Map.of("id", "p1", "text", "The pump moves three cubic metres of water an hour.");
    var body = body(Map.of("score", true, "context", List.of(passage)));
    body.remove("response_format");
    var scores = client.post("/v1/generate", Json.text(body)).body().path("scores");
    assertThat(scores.path("groundedness").doubleValue()).isEqualTo(0.5);
    assertThat(scores.path("citation_coverage").doubleValue()).isEqualTo(0.5);
    assertThat(scores.path("statements").path(0).path("context_id").stringValue()).isEqualTo("p1");
  }
}
