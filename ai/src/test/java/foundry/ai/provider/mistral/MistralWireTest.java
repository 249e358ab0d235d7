package foundry.ai.provider.mistral;

import static foundry.ai.provider.Prompts.body;
import static foundry.ai.provider.Prompts.marked;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MistralWireTest {
  @Test
  void fields_of_a_dialect_it_would_refuse_are_left_out_wherever_they_are() {
    var body = body(new MistralWire(), marked());
    assertThat(body.path("messages").size()).isEqualTo(3);
    assertThat(body.toString()).doesNotContain("mark");
  }
}
