package foundry.ai.provider.openai;

import static foundry.ai.provider.Prompts.body;
import static foundry.ai.provider.Prompts.marked;
import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.openai.ChatCompletionsWire.Names;
import foundry.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatCompletionsWireTest {
  @Test
  void fields_of_the_dialect_go_back_where_they_came_from() {
    var body = body(new ChatCompletionsWire("/c", Names.OPENAI), marked());
    var messages = body.path("messages");
    assertThat(body.path("mark").intValue()).isEqualTo(1);
    assertThat(body.path("tools").path(0).path("mark").intValue()).isEqualTo(1);
    assertThat(messages.path(0).path("mark").intValue()).isEqualTo(1);
    assertThat(messages.path(1).path("tool_calls").path(0).path("mark").intValue()).isEqualTo(1);
    assertThat(messages.path(2).path("role").asString()).isEqualTo("tool");
    assertThat(messages.path(2).path("mark").intValue()).isEqualTo(1);
  }

  @Test
  void a_strict_server_gets_none_of_them() {
    var body = body(new ChatCompletionsWire("/c", Names.STRICT), marked().streamed(true));
    assertThat(body.toString()).doesNotContain("mark", "stream_options").contains("weather");
    assertThat(body.path("stream").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"prompt_tokens\": 3}",
        "{\"prompt_tokens\": 3000000000, \"completion_tokens\": 1}",
        "{\"prompt_tokens\": \"3\", \"completion_tokens\": 1}"
      })
  void what_is_not_counted_or_cannot_be_is_no_usage(String usage) {
    assertThat(ChatReply.usage(Json.tree(usage))).isEmpty();
  }

  @Test
  void what_is_counted_is_usage() {
    var usage = ChatReply.usage(Json.tree("{\"prompt_tokens\": 3, \"completion_tokens\": 0}"));
    assertThat(usage.orElseThrow().input()).isEqualTo(3);
  }
}
