package foundry.ai.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.Limits;
import foundry.ai.text.AnyText;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What holds for every text, and what holds for texts that people write. */
final class ChunkerTest {
  /** Estimated again from its own beginning, a passage may count a torn word once more. */
  private static final int TOLERANCE = 2;

  @Test
  void a_heading_stays_with_what_follows_it() {
    String sentence = "The valve opens when the lamp turns green and closes when it turns red. ";
    for (int sentences = 4; sentences < 14; sentences++) {
      String text = sentence.repeat(sentences).strip() + "\n\nClosing\n\n" + sentence.repeat(12);
      for (Chunk chunk : Chunker.chunks(text)) {
        assertThat(chunk.of(text)).doesNotEndWith("Closing");
      }
    }
  }

  private static void holds(String text) {
    List<Chunk> chunks = Chunker.chunks(text);
    int covered = 0;
    for (Chunk chunk : chunks) {
      String between = text.substring(covered, chunk.start());
      assertThat(between.chars().allMatch(Character::isWhitespace))
          .as("left out: " + between)
          .isTrue();
      String piece = chunk.of(text);
      assertThat(piece).isNotBlank();
      assertThat(tokens(piece)).isLessThanOrEqualTo(Limits.PASSAGE_TOKENS + TOLERANCE);
      assertThat(splitsPair(text, chunk.start()) || splitsPair(text, chunk.end())).isFalse();
      covered = chunk.end();
    }
    assertThat(text.substring(covered).chars().allMatch(Character::isWhitespace)).isTrue();
  }

  private static boolean splitsPair(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }

  private static int tokens(String text) {
    var estimate = new TokenEstimate();
    text.codePoints().forEach(estimate::add);
    return estimate.tokens();
  }

  @Test
  void any_text_is_covered_once_in_pieces_that_fit() {
    var random = new Random(20_25);
    for (int i = 0; i < 3_000; i++) holds(AnyText.of(random, 1_500));
  }

  @Test
  void texts_that_are_no_texts_are_cut_quickly() {
    int length = 1 << 20;
    var texts =
        List.of(
            "x".repeat(length),
            "\ud83d\ude00".repeat(length / 2),
            "\u4f60".repeat(length),
            "\u0301".repeat(length),
            ".".repeat(length),
            " \n".repeat(length / 2),
            "\u05d0 ".repeat(length / 2),
            "\ud800".repeat(length));
    for (String text : texts) {
      Assertions.assertTimeout(Duration.ofSeconds(5), () -> holds(text));
    }
  }

  @Test
  void nothing_has_no_passages() {
    assertThat(Chunker.chunks("")).isEmpty();
    assertThat(Chunker.chunks(" \n\t ")).isEmpty();
  }

  @Test
  void passages_end_where_sentences_end() {
    String sentence =
        "The pump, e.g. the one of Dr. Smith, was built in 1998 and weighs 3.5 tons. ";
    String text = sentence.repeat(60);
    var chunks = Chunker.chunks(text);
    assertThat(chunks).hasSizeGreaterThan(3);
    for (Chunk chunk : chunks) assertThat(chunk.of(text)).startsWith("The pump").endsWith("tons.");
  }

  @Test
  void paragraphs_stay_whole_where_they_fit() {
    String paragraph = "One thought takes some words to be told well. ".repeat(12).strip();
    String text = String.join("\n\n", paragraph, paragraph, paragraph);
    assertThat(Chunker.chunks(text).stream().map(c -> c.of(text)).collect(Collectors.toSet()))
        .containsExactly(paragraph);
  }

  @Test
  void a_hundred_pages_are_cut_in_no_time() {
    String page = "Words of a page that is read by nobody, but cut all the same. ".repeat(48);
    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          for (int i = 0; i < 100; i++) holds(page);
        });
  }
}
