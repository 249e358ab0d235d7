package foundry.ai.provider.openai;

import static foundry.ai.provider.Prompts.body;
import static foundry.ai.provider.Prompts.marked;
import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.openai.ChatCompletionsWire.Names;
import org.junit.jupiter.api.Test;

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
}
