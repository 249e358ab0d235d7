package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearNamesTest {
  private static final List<String> KNOWN =
      List.of("openai/gpt-4.1", "openai/gpt-4.1-mini", "openai/gpt-4o", "local/extractive");

  @Test
  void a_slip_of_the_finger_is_understood() {
    assertThat(NearNames.of("openai/gtp-4.1-mini", KNOWN)).startsWith("openai/gpt-4.1-mini");
    assertThat(NearNames.of("OPENAI/GPT-4o", KNOWN)).startsWith("openai/gpt-4o");
  }

  @Test
  void the_provider_may_be_left_out() {
    assertThat(NearNames.of("gpt-4.1-mni", KNOWN)).startsWith("openai/gpt-4.1-mini");
  }

  @Test
  void something_else_is_not_guessed_at() {
    assertThat(NearNames.of("claude-sonnet-5", KNOWN)).isEmpty();
    assertThat(NearNames.of("", KNOWN)).isEmpty();
    assertThat(NearNames.of("x".repeat(200), KNOWN)).isEmpty();
    assertThat(NearNames.unknown("claude", KNOWN))
        .isEqualTo("model: unknown (expected: one of /v1/models)");
  }

  @Test
  void three_names_are_enough() {
    var many = List.of("a/model1", "a/model2", "a/model3", "a/model4", "a/model5");
    assertThat(NearNames.of("a/model", many)).hasSize(3);
  }
}
