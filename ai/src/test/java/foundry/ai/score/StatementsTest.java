package foundry.ai.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is compared of an answer. */
final class StatementsTest {
  @Test
  void lists_of_marks_and_numbers_without_an_end_take_no_stack() {
    assertThat(Statements.of("Water boils [1" + ",1".repeat(100_000), 5)).isNotEmpty();
    assertThat(Statements.of("Water boils [1" + ",1".repeat(100_000) + "]", 5)).isNotEmpty();
    assertThat(Statements.numbers("1" + ".2".repeat(100_000))).hasSize(1);
  }
}
