package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the catalogue says of a model decides what it is sent, in every dialect. */
final class PromptThatDoesNotFitTest {
  private static final String LONG = "word ".repeat(400);
  private static final FakeOpenAi PROVIDER = new FakeOpenAi();
  private static final ScriptedOpenAi HOUSE = new ScriptedOpenAi();
  private static final RunningAi AI =
      RunningAi.start(
          RunningAi.folder(),
          Map.of(
              "OPENAI_BASE_URL", PROVIDER.url(),
              "FOUNDRY_COMPATIBLE_SERVERS", "house=" + HOUSE.url(),
              "FOUNDRY_MODELS_PATH", file("models.json", catalogue()),
              "FOUNDRY_ROUTES_PATH",
                  file(
                      "routes.yaml",
                      """
                      retry_budget: { percent: 15, floor: 1000, shared: false }
                      routes:
                        falls:
                          - targets: [openai/failing-wide]
                          - targets: [openai/normal-tiny]
                        grows:
                          - targets: [openai/normal-narrow]
                          - targets: [openai/normal-wide]
                        shaped:
                          - targets: [openai/failing-holds]
                          - targets: [house/plain]
                          - targets: [house/repaired]
                        told-first:
                          - targets: [house/plain]
                          - targets: [house/unlisted]
                      """)));

  private final Client client = AI.someone();

  @AfterAll
  static void close() {
    AI.close();
    PROVIDER.close();
    HOUSE.close();
  }

  private static String catalogue() {
    var models = new ArrayList<String>();
    for (String name : List.of("small", "trimmed", "tiny", "narrow", "fixed")) {
      String extra = name.equals("fixed") ? ",\"fixed_sampling\"" : "";
      models.add(model("openai/normal-" + name, "gpt", 200, extra));
    }
    for (String name : List.of("failing-wide", "normal-wide")) {
      models.add(model("openai/" + name, "gpt", 5_000, ""));
    }
    models.add(model("openai/normal-claude-like", "claude", 200, ""));
    models.add(model("house/plain", "gpt", 5_000, ""));
    models.add(model("house/repaired", "gpt", 5_000, ""));
    return "{\"format\":1,\"models\":[" + String.join(",", models) + "]}";
  }

  private static String model(String id, String family, int context, String capabilities) {
    return """
        {"id":"%s","family":"%s","context_tokens":%d,"capabilities":["streaming"%s],
         "source":{"date":"2026-07-01","url":"https://example.org"},"price":null}
        """
        .formatted(id, family, context, capabilities);
  }

  private static String file(String name, String text) {
    try {
      Path file = RunningAi.folder().resolve(name);
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Client.Reply generate(String model, String prompt) {
    return client.post("/v1/generate", Json.text(Map.of("model", model, "prompt", prompt)));
  }

  private static String messages(String model) {
    return Json.text(
        Map.of(
            "model",
            model,
            "max_tokens",
            9,
            "messages",
            List.of(Map.of("role", "user", "content", LONG))));
  }

  @Test
  void a_prompt_that_is_too_long_is_refused_with_both_counts_and_nobody_is_asked() {
    var reply = generate("openai/normal-small", LONG);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("INVALID_INPUT");
    assertThat(reply.message()).matches("messages: 4\\d\\d tokens \\(expected: at most 200, .*");
    assertThat(PROVIDER.calls("normal-small")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"/v1/chat/completions", "/v1/messages"})
  void the_dialects_say_so_in_the_words_that_their_clients_look_for(String path) {
    var reply = client.post(path, messages("openai/normal-small"));
    assertThat(reply.status()).isEqualTo(400);
    var error = reply.body().path("error");
    assertThat(error.path("type").stringValue()).isEqualTo("invalid_request_error");
    assertThat(error.path("message").stringValue()).containsPattern("4\\d\\d tokens.* 200,");
    if (path.endsWith("completions")) {
      assertThat(error.path("code").stringValue()).isEqualTo("context_length_exceeded");
    } else {
      assertThat(error.path("message").stringValue()).startsWith("prompt is too long: ");
    }
    assertThat(PROVIDER.calls("normal-small")).isZero();
  }

  @Test
  void a_conversation_loses_its_oldest_turns_where_asked() {
    var messages =
        List.of(
            Map.of("role", "user", "content", LONG),
            Map.of("role", "assistant", "content", "Yes."),
            Map.of("role", "user", "content", "Why?"));
    var body = Map.of("model", "openai/normal-trimmed", "trim", "oldest", "messages", messages);
    var reply = client.post("/v1/generate", Json.text(body));
    assertThat(reply.status()).isEqualTo(200);
    var sent = PROVIDER.body("normal-trimmed").path("messages");
    assertThat(sent).hasSize(1);
    assertThat(sent.path(0).path("content").stringValue()).isEqualTo("Why?");
  }

  @Test
  void a_long_prompt_does_not_fall_back_to_a_model_that_cannot_read_it() {
    assertThat(generate("falls", LONG).status()).isEqualTo(502);
    assertThat(PROVIDER.calls("normal-tiny")).isZero();
    assertThat(generate("falls", "Why?").status()).isEqualTo(200);
    assertThat(PROVIDER.calls("normal-tiny")).isEqualTo(1);
  }

  @Test
  void a_route_answers_as_long_as_one_of_its_models_can_read_the_prompt() {
    var answer = generate("grows", LONG).body();
    assertThat(PROVIDER.calls("normal-wide")).isEqualTo(1);
    assertThat(answer.path("attempts").intValue()).isEqualTo(1);
    assertThat(PROVIDER.calls("normal-narrow")).isZero();
    var refused = generate("grows", LONG.repeat(20));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("at most 5000");
  }

  @Test
  void the_catalogue_knows_a_family_that_the_name_does_not_tell() {
    assertThat(generate("openai/normal-small", LONG).message()).doesNotContain("about");
    assertThat(generate("openai/normal-claude-like", LONG.repeat(3)).message()).contains("about");
  }

  @Test
  void what_a_model_refuses_to_be_told_of_sampling_is_left_out() {
    String more = "\"prompt\":\"Why?\",\"temperature\":0.2}";
    client.post("/v1/generate", "{\"model\":\"openai/normal-fixed\"," + more);
    client.post("/v1/generate", "{\"model\":\"openai/normal-free\"," + more);
    assertThat(PROVIDER.body("normal-fixed").has("temperature")).isFalse();
    assertThat(PROVIDER.body("normal-free").path("temperature").doubleValue()).isEqualTo(0.2);
  }

  private Client.Reply shaped(String model) {
    var schema =
        Map.of(
            "type", "object",
            "required", List.of("price"),
            "properties", Map.of("price", Map.of("type", "number")));
    var format = Map.of("type", "json_schema", "schema", schema);
    return client.post(
        "/v1/generate",
        Json.text(Map.of("model", model, "prompt", "How much?", "response_format", format)));
  }

  @Test
  void a_schema_is_an_instruction_where_the_model_cannot_hold_it() {
    HOUSE.says("plain", "```json\n{\"price\":12}\n```");
    var answer = shaped("house/plain").body();
    assertThat(answer.path("text").stringValue()).isEqualTo("{\"price\":12}");
    assertThat(answer.path("valid").booleanValue()).isTrue();
    var asked = HOUSE.asked("plain").getFirst();
    assertThat(asked.has("response_format")).isFalse();
    assertThat(asked.path("messages").path(0).path("role").stringValue()).isEqualTo("system");
    assertThat(asked.path("messages").path(0).path("content").stringValue())
        .contains("JSON Schema", "\"price\"");
  }

  @Test
  void a_fallback_that_cannot_hold_a_schema_is_told_too() {
    HOUSE.says("plain", ScriptedOpenAi.FAILS);
    HOUSE.says("repaired", "{\"price\":12}");
    assertThat(shaped("shaped").body().path("text").stringValue()).isEqualTo("{\"price\":12}");
    var first = PROVIDER.body("failing-holds");
    assertThat(first.path("response_format").path("type").stringValue()).isEqualTo("json_schema");
    assertThat(first.path("messages")).hasSize(1);
    var last = HOUSE.asked("repaired").getFirst();
    assertThat(last.has("response_format")).isFalse();
    assertThat(last.path("messages")).hasSize(2);
    assertThat(last.path("messages").path(0).toString()).contains("JSON Schema");
  }

  @Test
  void a_fallback_that_can_hold_a_schema_is_not_told() {
    HOUSE.says("plain", ScriptedOpenAi.FAILS);
    HOUSE.says("unlisted", "{\"price\":12}");
    shaped("told-first");
    assertThat(HOUSE.asked("plain").getFirst().has("response_format")).isFalse();
    var last = HOUSE.asked("unlisted").getFirst();
    assertThat(last.path("response_format").path("type").stringValue()).isEqualTo("json_schema");
    assertThat(last.path("messages")).hasSize(1);
  }

  @Test
  void an_answer_that_ignores_the_instruction_is_repaired() {
    HOUSE.says("repaired", "It is 12.", "{\"price\":12}");
    var answer = shaped("house/repaired").body();
    assertThat(answer.path("text").stringValue()).isEqualTo("{\"price\":12}");
    assertThat(answer.path("attempts").intValue()).isEqualTo(2);
    assertThat(HOUSE.asked("repaired").getLast().path("messages").path(0).toString())
        .contains("JSON Schema");
  }

  @Test
  void aliases_are_listed_as_models_in_every_dialect() throws Exception {
    var listed = client.get("/v1/models").body();
    var alias =
        listed
            .path("models")
            .valueStream()
            .filter(model -> model.path("id").asString().equals("grows"))
            .findFirst()
            .orElseThrow();
    assertThat(alias.path("provider").stringValue()).isEqualTo("routes");
    assertThat(alias.path("context_tokens").intValue()).isEqualTo(5_000);
    assertThat(ids(listed.path("data"))).contains("grows", "falls");
    assertThat(client.get("/v1/models/grows").body().path("id").stringValue()).isEqualTo("grows");
    var request =
        client.request("GET", "/v1/models", "").header("anthropic-version", "2023-06-01").build();
    try (var http = HttpClient.newHttpClient()) {
      var page = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(ids(Json.tree(page.body()).path("data"))).contains("grows", "falls");
    }
  }

  private static List<String> ids(JsonNode list) {
    return list.valueStream().map(model -> model.path("id").asString()).toList();
  }
}
