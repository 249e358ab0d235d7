package foundry.api.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PartsTest {
  @Test
  void short_text_is_one_part() {
    assertThat(Parts.of(Block.paragraphs("a\n\nb"))).containsExactly("a\n\nb");
  }

  @Test
  void a_part_begins_at_a_heading_where_that_is_near() {
    var blocks = List.of(Block.text("x".repeat(4_000)), Block.heading("Oil"), Block.text("y"));
    assertThat(Parts.of(blocks)).containsExactly("x".repeat(4_000), "Oil\n\ny");
  }

  @Test
  void an_endless_paragraph_is_torn_between_words_and_nothing_is_lost() {
    var text = String.join(" ", IntStream.range(0, 20_000).mapToObj(n -> "word" + n).toList());
    var parts = Parts.of(List.of(Block.text(text)));
    assertThat(parts).allMatch(part -> part.length() <= Limits.PART_CHARACTERS);
    assertThat(String.join(" ", parts)).isEqualTo(text);
  }

  @Test
  void a_character_of_two_units_is_never_torn() {
    var parts = Parts.of(List.of(Block.text("a" + "😀".repeat(10_000))));
    assertThat(String.join("", parts)).isEqualTo("a" + "😀".repeat(10_000));
    assertThat(parts).noneMatch(part -> Character.isHighSurrogate(part.charAt(part.length() - 1)));
  }

  @Test
  void twenty_million_characters_take_seconds() {
    var parts = Parts.of(List.of(Block.text("row,1\n".repeat(3_400_000))));
    assertThat(parts).hasSizeGreaterThan(3_000);
  }

  @Test
  void kept_text_has_lines_and_single_blanks_but_no_controls() {
    assertThat(Normal.text("a\u0000b \t c\r\nd \u00a0 \n\n\n\ne\u0007\ud800\f"))
        .isEqualTo("ab c\nd\n\ne");
    assertThat(Normal.line("a\nb")).isEqualTo("a b");
  }
}
