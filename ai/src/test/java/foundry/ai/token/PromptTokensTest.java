package foundry.ai.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import foundry.ai.provider.Prompts;
import org.junit.jupiter.api.Test;

final class PromptTokensTest {
  @Test
  void what_is_estimated_in_a_hurry_is_near_what_is_counted_tools_too() {
    var prompt = Prompts.marked();
    var tokenizer = new Tokenizers(Runnable::run, String::length).of(Family.GPT);
    int counted = PromptTokens.of(prompt, Family.GPT, tokenizer).tokens();
    assertThat(prompt.tools()).isNotEmpty();
    assertThat(PromptTokens.quick(prompt, Family.GPT, tokenizer)).isCloseTo(counted, within(10));
  }
}
