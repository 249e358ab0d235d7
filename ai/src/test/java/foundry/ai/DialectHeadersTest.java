package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import foundry.viewer.OrgId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the dialects have no field for, asked by unmodified SDKs as further headers. */
final class DialectHeadersTest {
  private static final String LONG = "word ".repeat(400);
  private static final FakeOpenAi PROVIDER = new FakeOpenAi();
  private static RunningAi ai;
  private static OpenAIClient openai;
  private static AnthropicClient anthropic;

  @BeforeAll
  static void start() throws IOException {
    var folder = RunningAi.folder();
    ai =
        RunningAi.start(
            RunningAi.folder(),
            Map.of(
                "OPENAI_BASE_URL", PROVIDER.url(),
                "FOUNDRY_MODELS_PATH", file(folder.resolve("models.json"), CATALOGUE),
                "FOUNDRY_ROUTES_PATH", file(folder.resolve("routes.yaml"), ROUTES)));
    String url = "http://127.0.0.1:" + ai.port();
    String token =
        RunningAi.token(new OrgId(UUID.randomUUID()), Clock.systemUTC(), RunningAi.SECRET);
    openai = OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey(token).build();
    anthropic = AnthropicOkHttpClient.builder().baseUrl(url).apiKey(token).build();
  }

  private static final String CATALOGUE =
      """
      {"format":1,"models":[{"id":"openai/normal-small","family":"gpt","context_tokens":200,
       "capabilities":["streaming"],"price":null,
       "source":{"date":"2026-07-01","url":"https://example.org"}}]}
      """;

  private static final String ROUTES =
      """
      routes:
        mixed:
          - targets: [local/extractive]
          - targets: [openai/normal-mixed]
        goes-on:
          - targets: [openai/half-on]
          - targets: [openai/goeson-on]
      """;

  private static String file(Path path, String text) throws IOException {
    return Files.writeString(path, text).toString();
  }

  @AfterAll
  static void close() {
    openai.close();
    anthropic.close();
    ai.close();
    PROVIDER.close();
  }

  private static ChatCompletionCreateParams.Builder chat(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Why?");
  }

  private static MessageCreateParams.Builder message(String model) {
    return MessageCreateParams.builder().model(model).maxTokens(50).addUserMessage("Why?");
  }

  private static ChatCompletion answer(ChatCompletionCreateParams.Builder ask) {
    return openai.chat().completions().create(ask.build());
  }

  private static ChatCompletionCreateParams.Builder biased(String model) {
    return chat(model).putAdditionalBodyProperty("logit_bias", JsonValue.from(Map.of("1", 5)));
  }

  @Test
  void a_foreign_field_goes_to_the_target_of_its_vendor_and_the_others_are_not_asked() {
    assertThat(answer(biased("mixed")).model()).isEqualTo("openai/as-answered");
    var sent = PROVIDER.body("normal-mixed");
    assertThat(sent.path("logit_bias").path("1").intValue()).isEqualTo(5);
    assertThat(answer(chat("mixed")).model()).isEqualTo("local/extractive");
  }

  @Test
  void who_would_rather_have_an_answer_without_foreign_fields_says_so() {
    assertThatThrownBy(() -> answer(biased("local/extractive")))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("logit_bias: not supported")
        .hasMessageContaining("x-foundry-drop-fields");
    for (String model : new String[] {"local/extractive", "mixed"}) {
      var ask = biased(model).putAdditionalHeader("x-foundry-drop-fields", "true");
      assertThat(answer(ask).model()).isEqualTo("local/extractive");
    }
    var foreign =
        message("local/extractive")
            .putAdditionalBodyProperty("container", com.anthropic.core.JsonValue.from("x"))
            .putAdditionalHeader("x-foundry-drop-fields", "true");
    assertThat(anthropic.messages().create(foreign.build()).content()).isNotEmpty();
  }

  @Test
  void a_prompt_that_is_too_long_is_trimmed_and_the_answer_says_so() {
    var chat =
        ChatCompletionCreateParams.builder()
            .model("openai/normal-small")
            .addUserMessage(LONG)
            .addAssistantMessage("I see.")
            .addUserMessage("Why?");
    assertThatThrownBy(() -> answer(chat)).hasMessageContaining("200");
    var trimmed = answer(chat.putAdditionalHeader("x-foundry-trim", "oldest"));
    assertThat(trimmed.toString()).contains("foundry", "left_out", "oldest");
    var message =
        MessageCreateParams.builder()
            .model("openai/normal-small")
            .maxTokens(50)
            .addUserMessage(LONG)
            .addAssistantMessage("I see.")
            .addUserMessage("Why?")
            .putAdditionalHeader("x-foundry-trim", "middle");
    var answered = anthropic.messages().create(message.build());
    assertThat(answered._additionalProperties().get("foundry").toString()).contains("left_out");
    var wrong = chat("openai/normal-small").putAdditionalHeader("x-foundry-trim", "context");
    assertThatThrownBy(() -> answer(wrong)).hasMessageContaining("oldest or middle");
  }

  @Test
  void another_model_goes_on_where_one_breaks_off() {
    var whole = ChatCompletionAccumulator.create();
    var ask = chat("goes-on").putAdditionalHeader("x-foundry-continue", "true").build();
    try (var stream = openai.chat().completions().createStreaming(ask)) {
      stream.stream().forEach(whole::accumulate);
    }
    assertThat(whole.chatCompletion().choices().get(0).message().content())
        .contains("Half an answer.");
    var message = MessageAccumulator.create();
    var asked = message("goes-on").putAdditionalHeader("x-foundry-continue", "true").build();
    try (var stream = anthropic.messages().createStreaming(asked)) {
      stream.stream().forEach(message::accumulate);
    }
    assertThat(message.message().content().get(0).asText().text()).isEqualTo("Half an answer.");
  }

  @Test
  void a_deadline_gives_what_there_is() {
    var ask = chat("openai/silent-late").putAdditionalHeader("x-foundry-deadline-ms", "300");
    var answer = answer(ask);
    assertThat(answer.choices().get(0).message().content()).contains("Once upon");
    assertThat(answer.toString()).contains("foundry", "deadline");
    var message = message("openai/silent-late").putAdditionalHeader("x-foundry-deadline-ms", "300");
    var written = anthropic.messages().create(message.build());
    assertThat(written.content().get(0).asText().text()).isEqualTo("Once upon");
    assertThat(written._additionalProperties().get("foundry").toString()).contains("deadline");
  }
}
