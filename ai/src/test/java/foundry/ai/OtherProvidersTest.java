package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.contract.AnthropicUnderTest;
import foundry.ai.provider.contract.FakeProvider;
import foundry.ai.provider.contract.ProviderUnderTest;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The way of a question through the whole service to a provider that is not OpenAI. */
final class OtherProvidersTest {
  private static final FakeProvider ANTHROPIC = new FakeProvider(new AnthropicUnderTest());
  private static final RunningAi AI =
      RunningAi.start(
          RunningAi.folder(),
          Map.of(
              "OPENAI_BASE_URL",
              "http://127.0.0.1:1/v1",
              "ANTHROPIC_BASE_URL",
              ANTHROPIC.url().toString(),
              "ANTHROPIC_API_KEY",
              ProviderUnderTest.KEY,
              "FOUNDRY_MODEL",
              "anthropic/plain-standard"));

  private final Client client = AI.someone();

  @AfterAll
  static void close() {
    AI.close();
    ANTHROPIC.close();
  }

  @Test
  void the_model_of_the_settings_answers_where_a_call_names_none() {
    var answer = client.post("/v1/generate", "{\"prompt\":\"Why?\"}").body();
    assertThat(answer.path("provider").stringValue()).isEqualTo("anthropic");
    assertThat(answer.path("text").stringValue()).endsWith("it is 42.");
    assertThat(answer.path("usage").path("input_tokens").intValue()).isEqualTo(11);
  }

  @Test
  void a_model_is_found_at_its_provider_and_streams() throws Exception {
    String body = "{\"prompt\":\"Why?\",\"stream\":true,\"model\":\"anthropic/plain-named\"}";
    try (var events = client.stream("POST", "/v1/generate", body)) {
      assertThat(events.all().getLast().data().path("text").stringValue()).endsWith("it is 42.");
    }
  }

  private static HttpResponse<String> withBeta(Client client, String model, String beta)
      throws Exception {
    String body =
        "{\"max_tokens\":9,\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}"
            .formatted(model);
    var request = client.request("POST", "/v1/messages", body).header("anthropic-beta", beta);
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void the_header_of_what_is_not_settled_yet_goes_to_its_vendor_if_it_is_one() throws Exception {
    var told = withBeta(client, "anthropic/plain-beta", "context-1m-2025-08-07,other-1");
    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    var elsewhere = withBeta(client, "local/extractive", "context-1m-2025-08-07");
    assertThat(elsewhere.statusCode()).as(elsewhere.body()).isEqualTo(200);
    var wrong = withBeta(client, "anthropic/plain-beta", "a: b");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("anthropic-beta: no list of names");
  }

  @Test
  void both_dialects_reach_it() {
    String ask =
        "\"model\":\"anthropic/plain-dialects\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]";
    var completion = client.post("/v1/chat/completions", "{" + ask + "}").body();
    assertThat(completion.at("/choices/0/message/content").stringValue()).endsWith("it is 42.");
    assertThat(completion.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
    var message = client.post("/v1/messages", "{\"max_tokens\":9," + ask + "}").body();
    assertThat(message.at("/content/0/text").stringValue()).endsWith("it is 42.");
    assertThat(message.path("stop_reason").stringValue()).isEqualTo("end_turn");
  }
}
