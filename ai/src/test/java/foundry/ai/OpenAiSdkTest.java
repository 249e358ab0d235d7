package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.moderations.ModerationCreateParams;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OpenAI's own client for Java, unmodified. */
final class OpenAiSdkTest {
  private static final Conformance SDK =
      Conformance.of("com.openai:openai-java", OpenAIClient.class);

  private final OpenAIClient client =
      OpenAIOkHttpClient.builder()
          .baseUrl(DialectAi.url() + "/v1")
          .apiKey(DialectAi.token())
          .build();

  private static ChatCompletionCreateParams.Builder ask(String model) {
    return ChatCompletionCreateParams.builder().model("openai/" + model).addUserMessage("Why?");
  }

  private ChatCompletion streamed(ChatCompletionCreateParams.Builder ask) {
    var whole = ChatCompletionAccumulator.create();
    var usage = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    try (var stream =
        client.chat().completions().createStreaming(ask.streamOptions(usage).build())) {
      stream.stream().forEach(whole::accumulate);
    }
    return whole.chatCompletion();
  }

  @Test
  void a_chat_is_answered_whole_and_streamed() throws Exception {
    SDK.check(
        "chat",
        () -> {
          var reply = client.chat().completions().create(ask("normal").build());
          assertThat(reply.choices().get(0).message().content().orElse("")).contains("it is 42");
          assertThat(reply.usage().orElseThrow().promptTokens()).isEqualTo(11);
        });
    SDK.check(
        "stream with include_usage",
        () -> {
          var reply = streamed(ask("normal"));
          assertThat(reply.choices().get(0).message().content().orElse("")).contains("it is 42");
          assertThat(reply.usage().orElseThrow().totalTokens()).isEqualTo(18);
        });
  }

  private static ChatCompletionCreateParams.Builder withTool(String model) {
    var nothing =
        FunctionParameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .build();
    return ask(model)
        .addFunctionTool(FunctionDefinition.builder().name("weather").parameters(nothing).build());
  }

  private static void checkTools(ChatCompletion reply) {
    var calls = reply.choices().get(0).message().toolCalls().orElseThrow();
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).asFunction().function().arguments()).isEqualTo("{\"city\":\"Oslo\"}");
    assertThat(calls.get(1).asFunction().id()).isEqualTo("call_b");
    assertThat(reply.choices().get(0).finishReason().asString()).isEqualTo("tool_calls");
  }

  @Test
  void tools_are_asked_for_in_parallel_and_answered() throws Exception {
    SDK.check(
        "parallel tool calls",
        () -> checkTools(client.chat().completions().create(withTool("tools").build())));
    SDK.check("parallel tool calls, streamed", () -> checkTools(streamed(withTool("tools"))));
    SDK.check(
        "tool results",
        () -> {
          var asked = client.chat().completions().create(withTool("tools").build());
          String model = DialectAi.model("normal");
          var again = withTool(model).addMessage(asked.choices().get(0).message());
          for (String id : List.of("call_a", "call_b")) {
            again.addMessage(
                ChatCompletionToolMessageParam.builder().toolCallId(id).content("4").build());
          }
          client.chat().completions().create(again.build());
          var sent = DialectAi.PROVIDER.body(model).path("messages");
          assertThat(sent.path(1).path("tool_calls").size()).isEqualTo(2);
          assertThat(sent.path(3).path("tool_call_id").stringValue()).isEqualTo("call_b");
        });
  }

  /** What an answer is read into. */
  public static final class City {
    public String city = "";
    public int celsius;
  }

  @Test
  void an_answer_has_the_shape_that_was_asked_for() throws Exception {
    SDK.check(
        "structured output",
        () -> {
          var ask = ask("json").responseFormat(City.class).build();
          var city = client.chat().completions().create(ask).choices().get(0).message().content();
          assertThat(city.orElseThrow().celsius).isEqualTo(4);
        });
  }

  @Test
  void an_image_reaches_the_provider() throws Exception {
    SDK.check(
        "image in",
        () -> {
          String url = "data:image/png;base64,iVBORw0KGgo=";
          String model = DialectAi.model("normal");
          var image = ChatCompletionContentPartImage.ImageUrl.builder().url(url).build();
          var part = ChatCompletionContentPartImage.builder().imageUrl(image).build();
          var parts = List.of(ChatCompletionContentPart.ofImageUrl(part));
          var ask = ask(model).addUserMessageOfArrayOfContentParts(parts).build();
          client.chat().completions().create(ask);
          var sent = DialectAi.PROVIDER.body(model).path("messages").path(1).path("content");
          assertThat(sent.path(0).path("image_url").path("url").stringValue()).isEqualTo(url);
        });
  }

  @Test
  void vectors_are_the_same_in_both_encodings() throws Exception {
    SDK.check(
        "embeddings base64 and float",
        () -> {
          var ask =
              EmbeddingCreateParams.builder()
                  .model("local/bge-small-en-v1.5")
                  .input("x")
                  .dimensions(384);
          var floats = embedding(ask, EmbeddingCreateParams.EncodingFormat.FLOAT);
          var base64 = embedding(ask, EmbeddingCreateParams.EncodingFormat.BASE64);
          assertThat(base64).hasSize(384).isEqualTo(floats).anyMatch(value -> value != 0);
        });
  }

  private List<Float> embedding(
      EmbeddingCreateParams.Builder ask, EmbeddingCreateParams.EncodingFormat encoding) {
    var reply = client.embeddings().create(ask.encodingFormat(encoding).build());
    return reply.data().get(0).embedding();
  }

  @Test
  void texts_are_judged_and_models_listed() throws Exception {
    SDK.check(
        "moderation",
        () -> {
          var ask = ModerationCreateParams.builder().input("I want to kill myself").build();
          var result = client.moderations().create(ask).results().get(0);
          assertThat(result.flagged()).isTrue();
          assertThat(result.categories().selfHarm()).isTrue();
          assertThat(result.categories().violenceGraphic()).isFalse();
        });
    SDK.check(
        "models",
        () -> {
          var models = client.models().list().data();
          assertThat(models).anyMatch(model -> model.id().equals("openai/normal"));
          assertThat(client.models().retrieve("openai/normal").ownedBy()).isEqualTo("openai");
        });
  }

  @Test
  void what_was_tried_again_here_is_not_tried_again_by_the_client() throws Exception {
    SDK.check(
        "errors and retry headers",
        () -> {
          String model = DialectAi.model("failing");
          var completions = client.chat().completions();
          assertThatThrownBy(() -> completions.create(ask(model).build()))
              .isInstanceOf(InternalServerException.class);
          assertThat(DialectAi.PROVIDER.calls(model))
              .isLessThanOrEqualTo(UpstreamLimits.ATTEMPTS_MAX);
          assertThatThrownBy(() -> completions.create(ask(DialectAi.model("unknown")).build()))
              .isInstanceOf(NotFoundException.class)
              .hasMessageContaining("404");
        });
    SDK.check(
        "failure in the middle of a stream",
        () ->
            assertThatThrownBy(() -> streamed(ask(DialectAi.model("trouble"))))
                .isInstanceOf(com.openai.errors.OpenAIException.class));
  }
}
