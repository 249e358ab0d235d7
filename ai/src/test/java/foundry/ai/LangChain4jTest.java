package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** LangChain4j's models of both dialects, unmodified. */
final class LangChain4jTest {
  private static final Conformance OPENAI =
      Conformance.of("dev.langchain4j:langchain4j-open-ai", OpenAiChatModel.class);
  private static final Conformance ANTHROPIC =
      Conformance.of("dev.langchain4j:langchain4j-anthropic", AnthropicChatModel.class);

  private final String url = DialectAi.url() + "/v1";
  private final String key = DialectAi.token();

  private static ChatRequest ask() {
    return ChatRequest.builder()
        .messages(UserMessage.from("Why?"))
        .toolSpecifications(ToolSpecification.builder().name("weather").build())
        .build();
  }

  private static void checkText(ChatResponse reply) {
    assertThat(reply.aiMessage().text()).contains("it is 42");
    assertThat(reply.tokenUsage().outputTokenCount()).isEqualTo(7);
  }

  private static void checkTools(ChatResponse reply) {
    var asked = reply.aiMessage().toolExecutionRequests();
    assertThat(asked).hasSize(2);
    // One of the clients writes it anew, in lines.
    assertThat(asked.get(1).arguments()).isEqualToIgnoringWhitespace("{\"city\":\"Rome\"}");
  }

  private static ChatResponse streamed(StreamingChatModel model) throws Exception {
    var whole = new CompletableFuture<ChatResponse>();
    model.chat(
        ask(),
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String text) {}

          @Override
          public void onCompleteResponse(ChatResponse reply) {
            whole.complete(reply);
          }

          @Override
          public void onError(Throwable problem) {
            whole.completeExceptionally(problem);
          }
        });
    return whole.get(20, TimeUnit.SECONDS);
  }

  private static void check(Conformance client, Models models) throws Exception {
    client.check("chat", () -> checkText(models.whole("openai/normal").chat(ask())));
    client.check("parallel tool calls", () -> checkTools(models.whole("openai/tools").chat(ask())));
    client.check(
        "stream with include_usage", () -> checkText(streamed(models.stream("openai/normal"))));
    client.check(
        "parallel tool calls, streamed", () -> checkTools(streamed(models.stream("openai/tools"))));
  }

  private interface Models {
    ChatModel whole(String name);

    StreamingChatModel stream(String name);
  }

  @Test
  void the_models_of_openai_work() throws Exception {
    check(
        OPENAI,
        new Models() {
          @Override
          public ChatModel whole(String name) {
            return OpenAiChatModel.builder().baseUrl(url).apiKey(key).modelName(name).build();
          }

          @Override
          public StreamingChatModel stream(String name) {
            return OpenAiStreamingChatModel.builder()
                .baseUrl(url)
                .apiKey(key)
                .modelName(name)
                .build();
          }
        });
  }

  @Test
  void the_models_of_anthropic_work() throws Exception {
    check(
        ANTHROPIC,
        new Models() {
          @Override
          public ChatModel whole(String name) {
            return AnthropicChatModel.builder().baseUrl(url).apiKey(key).modelName(name).build();
          }

          @Override
          public StreamingChatModel stream(String name) {
            return AnthropicStreamingChatModel.builder()
                .baseUrl(url)
                .apiKey(key)
                .modelName(name)
                .build();
          }
        });
  }

  @Test
  void vectors_are_whole() throws Exception {
    OPENAI.check(
        "embeddings base64 and float",
        () -> {
          var model =
              OpenAiEmbeddingModel.builder()
                  .baseUrl(url)
                  .apiKey(key)
                  .modelName("local/bge-small-en-v1.5")
                  .build();
          assertThat(model.embed("x").content().dimension()).isEqualTo(384);
        });
  }
}
