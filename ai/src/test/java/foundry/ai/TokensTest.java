package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counting and cutting over HTTP. */
final class TokensTest {
  private final Client client = RunningAi.LOCAL.someone();

  private Client.Reply post(String path, Map<String, Object> body) {
    return client.post(path, Json.text(body));
  }

  @Test
  void texts_are_counted_each_and_together() {
    var input = List.of("hello world", "");
    var reply = post("/v1/tokens", Map.of("model", "openai/gpt-4.1", "input", input)).body();
    assertThat(reply.path("family").stringValue()).isEqualTo("gpt");
    assertThat(reply.path("tokenizer").stringValue()).isEqualTo("o200k_base");
    assertThat(reply.path("exact").booleanValue()).isTrue();
    assertThat(reply.path("tokens").intValue()).isEqualTo(2);
    assertThat(reply.path("each").toString()).isEqualTo("[2,0]");
  }

  @Test
  void the_local_embedder_counts_with_its_own_tokenizer() {
    var body = Map.<String, Object>of("model", "local/bge-small-en-v1.5", "input", "embeddings");
    var reply = post("/v1/tokens", body).body();
    assertThat(reply.path("family").stringValue()).isEqualTo("bge");
    assertThat(reply.path("tokens").intValue()).as("em, ##bed, ##ding, ##s").isEqualTo(4);
    var embedded = client.post("/v1/embed", "{\"input\":\"embeddings\"}").body();
    assertThat(embedded.path("usage").path("input_tokens").intValue()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void messages_are_counted_with_what_surrounds_them() {
    var messages = List.of(Map.of("role", "user", "content", "hello world"));
    var reply = post("/v1/tokens", Map.of("model", "claude-opus-4-6", "messages", messages)).body();
    assertThat(reply.path("family").stringValue()).isEqualTo("claude");
    assertThat(reply.path("exact").booleanValue()).isFalse();
    assertThat(reply.path("tokens").intValue()).isBetween(8, 16);
  }

  @Test
  void what_does_not_fit_is_named() {
    assertThat(post("/v1/tokens", Map.of("input", "x")).message())
        .isEqualTo("model, family: neither (expected: exactly one of them)");
    assertThat(post("/v1/tokens", Map.of("family", "gpt")).message())
        .startsWith("input, messages:");
    assertThat(post("/v1/tokens", Map.of("family", "elf", "input", "x")).message())
        .startsWith("family: ")
        .contains("gpt_4");
    assertThat(
            post(
                    "/v1/chunk",
                    Map.of("family", "gpt", "text", "x", "max_tokens", 8, "overlap_tokens", 5))
                .message())
        .isEqualTo("overlap_tokens: 5 (expected: at most half of max_tokens, 4)");
  }

  @Test
  void chunks_say_where_they_are() {
    String text = "One sentence. ".repeat(30) + "\ud83d\ude00 end";
    var body = Map.<String, Object>of("family", "bge", "text", text, "max_tokens", 20);
    var reply = post("/v1/chunk", body).body();
    int end = 0;
    for (var chunk : reply.path("chunks")) {
      assertThat(chunk.path("start").intValue()).isEqualTo(end);
      assertThat(chunk.path("tokens").intValue()).isBetween(1, 20);
      end = chunk.path("end").intValue();
    }
    assertThat(end).isEqualTo(text.length());
  }
}
