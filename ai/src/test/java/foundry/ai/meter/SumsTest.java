package foundry.ai.meter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a list of usage goes on. */
final class SumsTest {
  @ParameterizedTest
  @ValueSource(strings = {"openai/plain", "openai/a\u001fb", "openai/a.b", "openai/\n", "\u00e9"})
  void no_name_of_a_model_loses_the_place(String model) {
    var row =
        new Sums.Row(
            "2026-01-02", model, null, "-", "chat", "-", 1, 0, 0, 1, 1, 0, 0, 0, null, null, 1);
    assertThat(Sums.last(Sums.cursor(row)))
        .containsExactly("2026-01-02", model, "", "-", "chat", "-");
  }
}
