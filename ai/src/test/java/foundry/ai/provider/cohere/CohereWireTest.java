package foundry.ai.provider.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.Message;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CohereWireTest {
  @Test
  void what_is_billed_is_told_apart_from_what_was_read() {
    var reply =
        Buffer.buffer(
            """
            {"finish_reason":"COMPLETE","message":{"content":[{"type":"text","text":"Yes"}]},
             "usage":{"billed_units":{"input_tokens":9,"output_tokens":7},
              "tokens":{"input_tokens":75,"output_tokens":8}}}
            """);
    var question = List.of(Message.of(Message.Role.USER, "Why?"));
    var prompt = Prompt.of("command", question, Sampling.DEFAULT);
    var finished = (Finished) new CohereWire().whole(reply, prompt, event -> {});
    assertThat(finished.usage()).contains(new Usage(75, 8));
    assertThat(finished.billed()).contains(new Usage(9, 7));
  }
}
