package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.InternalServerException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Anthropic's own client for Java, unmodified, with models of another vendor. */
final class AnthropicSdkTest {
  private static final Conformance SDK =
      Conformance.of("com.anthropic:anthropic-java", AnthropicClient.class);

  private final AnthropicClient client =
      AnthropicOkHttpClient.builder().baseUrl(DialectAi.url()).apiKey(DialectAi.token()).build();

  private static MessageCreateParams.Builder ask(String model) {
    return MessageCreateParams.builder()
        .model("openai/" + model)
        .maxTokens(100)
        .addUserMessage("Why?");
  }

  private Message streamed(MessageCreateParams.Builder ask) {
    var whole = MessageAccumulator.create();
    try (var stream = client.messages().createStreaming(ask.build())) {
      stream.stream().forEach(whole::accumulate);
    }
    return whole.message();
  }

  @Test
  void a_message_is_answered_whole_and_streamed() throws Exception {
    SDK.check(
        "chat",
        () -> {
          var reply = client.messages().create(ask("normal").build());
          assertThat(reply.content().get(0).asText().text()).contains("it is 42");
          assertThat(reply.usage().cacheReadInputTokens()).contains(3L);
          assertThat(reply.usage().inputTokens()).isEqualTo(8);
        });
    SDK.check(
        "stream with include_usage",
        () -> {
          var reply = streamed(ask("normal"));
          assertThat(reply.content().get(0).asText().text()).contains("it is 42");
          assertThat(reply.usage().outputTokens()).isEqualTo(7);
        });
  }

  private static MessageCreateParams.Builder withTool(String model) {
    var nothing = Tool.InputSchema.builder().build();
    return ask(model).addTool(Tool.builder().name("weather").inputSchema(nothing).build());
  }

  private static void checkTools(Message reply) {
    var uses = reply.content().stream().flatMap(block -> block.toolUse().stream()).toList();
    assertThat(uses).hasSize(2);
    assertThat(uses.get(1).id()).isEqualTo("call_b");
    assertThat(uses.get(0)._input().toString()).contains("Oslo");
    assertThat(reply.stopReason().orElseThrow().asString()).isEqualTo("tool_use");
  }

  @Test
  void tools_are_asked_for_in_parallel_and_answered() throws Exception {
    SDK.check(
        "parallel tool calls",
        () -> checkTools(client.messages().create(withTool("tools").build())));
    SDK.check("parallel tool calls, streamed", () -> checkTools(streamed(withTool("tools"))));
    SDK.check(
        "tool results",
        () -> {
          String model = DialectAi.model("normal");
          var asked = client.messages().create(withTool("tools").build());
          var results = List.of(result("call_a"), result("call_b"));
          var again = withTool(model).addMessage(asked).addUserMessageOfContentBlockParams(results);
          client.messages().create(again.build());
          var sent = DialectAi.PROVIDER.body(model).path("messages");
          assertThat(sent.path(3).path("tool_call_id").stringValue()).isEqualTo("call_b");
        });
  }

  private static ContentBlockParam result(String id) {
    return ContentBlockParam.ofToolResult(
        ToolResultBlockParam.builder().toolUseId(id).content("4").build());
  }

  @Test
  void an_image_reaches_the_provider() throws Exception {
    SDK.check(
        "image in",
        () -> {
          String model = DialectAi.model("normal");
          var source =
              Base64ImageSource.builder()
                  .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                  .data("iVBORw0KGgo=")
                  .build();
          var image = ContentBlockParam.ofImage(ImageBlockParam.builder().source(source).build());
          client
              .messages()
              .create(ask(model).addUserMessageOfContentBlockParams(List.of(image)).build());
          var sent = DialectAi.PROVIDER.body(model).path("messages").path(1).path("content");
          assertThat(sent.path(0).path("image_url").path("url").stringValue())
              .isEqualTo("data:image/png;base64,iVBORw0KGgo=");
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
          var reply = client.messages().create(ask("json").outputConfig(City.class).build());
          assertThat(reply.content().get(0).asText().text().celsius).isEqualTo(4);
        });
  }

  @Test
  void tokens_are_counted_and_models_listed() throws Exception {
    SDK.check(
        "count tokens",
        () -> {
          var ask =
              MessageCountTokensParams.builder()
                  .model("anthropic/claude-opus-4-6")
                  .addUserMessage("x");
          assertThat(client.messages().countTokens(ask.build()).inputTokens()).isPositive();
        });
    SDK.check(
        "models",
        () -> {
          var models = client.models().list().data();
          assertThat(models).anyMatch(model -> model.id().equals("openai/normal"));
        });
  }

  @Test
  void what_was_tried_again_here_is_not_tried_again_by_the_client() throws Exception {
    SDK.check(
        "errors and retry headers",
        () -> {
          String model = DialectAi.model("failing");
          assertThatThrownBy(() -> client.messages().create(ask(model).build()))
              .isInstanceOf(InternalServerException.class);
          assertThat(DialectAi.PROVIDER.calls(model))
              .isLessThanOrEqualTo(UpstreamLimits.ATTEMPTS_MAX);
        });
    SDK.check(
        "failure in the middle of a stream",
        () ->
            assertThatThrownBy(() -> streamed(ask(DialectAi.model("trouble"))))
                .isInstanceOf(com.anthropic.errors.AnthropicException.class));
  }
}
