package foundry.ai.generate;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.ContextPassage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which passages an answer names. */
final class CitationTest {
  private static final List<ContextPassage> PASSAGES = List.of(passage("a"), passage("b"));

  private static ContextPassage passage(String id) {
    return new ContextPassage(id, Optional.empty(), Optional.empty(), "text of " + id);
  }

  @Test
  void numbers_in_brackets_name_passages() {
    assertThat(Citation.in("So [2]. And [1, 2; 9]. Not \\[1].", PASSAGES))
        .containsExactly(new Citation(2, "b"), new Citation(1, "a"));
  }

  @Test
  void a_list_without_an_end_takes_no_stack() {
    assertThat(Citation.in("[1" + ",1".repeat(200_000), PASSAGES)).isEmpty();
    assertThat(Citation.in("[1" + ",1".repeat(200_000) + "]", PASSAGES)).hasSize(1);
  }
}
