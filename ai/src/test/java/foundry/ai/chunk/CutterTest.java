package foundry.ai.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.chunk.Cutter.By;
import foundry.ai.text.AnyText;
import foundry.ai.token.Family;
import foundry.ai.token.Tokenizer;
import foundry.ai.token.Tokenizers;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every text, and where texts that people write are cut. */
final class CutterTest {
  private static final Tokenizer GPT = new Tokenizers(Runnable::run, String::length).of(Family.GPT);

  private static List<Cutter.Chunk> cut(String text, int most, int overlap, By by) {
    return new Cutter(text, GPT, most, overlap, by).chunks();
  }

  private static String of(String text, Cutter.Chunk chunk) {
    return text.substring(chunk.start(), chunk.end());
  }

  @Test
  void any_text_is_covered_without_a_gap_in_chunks_that_fit() {
    var random = new Random(20_26);
    for (int i = 0; i < 400; i++) {
      holds(
          AnyText.of(random, 400),
          8 + random.nextInt(60),
          random.nextInt(4),
          i % 2 == 0 ? By.PARAGRAPH : By.SENTENCE);
    }
  }

  private static void holds(String text, int most, int overlap, By by) {
    int covered = 0;
    int start = -1;
    for (var chunk : cut(text, most, overlap, by)) {
      assertThat(chunk.start()).isBetween(start + 1, covered);
      assertThat(chunk.end()).isGreaterThan(covered);
      assertThat(chunk.tokens()).isEqualTo(GPT.count(of(text, chunk))).isLessThanOrEqualTo(most);
      assertThat(splitsPair(text, chunk.end())).isFalse();
      covered = chunk.end();
      start = chunk.start();
    }
    assertThat(covered).isEqualTo(text.length());
  }

  private static boolean splitsPair(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  @Test
  void without_overlap_the_chunks_are_the_text() {
    String text = "One thought takes some words. ".repeat(40) + "\n\n" + "Another. ".repeat(50);
    var all = new StringBuilder();
    for (var chunk : cut(text, 50, 0, By.PARAGRAPH)) all.append(of(text, chunk));
    assertThat(all.toString()).isEqualTo(text);
  }

  @Test
  void chunks_end_at_sentences() {
    String text = "The pump, e.g. the one of Dr. Smith, weighs 3.5 tons. ".repeat(30).strip();
    for (var chunk : cut(text, 60, 0, By.SENTENCE)) assertThat(of(text, chunk)).endsWith("tons.");
  }

  @Test
  void paragraphs_stay_whole_where_they_fit() {
    String paragraph = "One thought takes some words to be told well. ".repeat(5).strip();
    String text = String.join("\n\n", paragraph, paragraph, paragraph);
    var chunks = cut(text, 90, 0, By.PARAGRAPH);
    assertThat(chunks).hasSize(3);
    for (var chunk : chunks) assertThat(of(text, chunk).strip()).isEqualTo(paragraph);
  }

  @Test
  void overlap_repeats_whole_sentences() {
    String text = "Alpha beta gamma delta epsilon. Zeta eta theta iota kappa lambda. ".repeat(20);
    var chunks = cut(text, 60, 25, By.SENTENCE);
    for (int i = 1; i < chunks.size(); i++) {
      String repeated = text.substring(chunks.get(i).start(), chunks.get(i - 1).end());
      assertThat(repeated.strip()).matches("(Alpha|Zeta).*\\.");
      assertThat(GPT.count(repeated)).isLessThanOrEqualTo(26);
    }
  }

  @Test
  void families_of_emojis_stay_together() {
    String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
    String text = family.repeat(30);
    for (var chunk : cut(text, 40, 0, By.PARAGRAPH)) {
      assertThat(of(text, chunk).replace(family, "")).isEmpty();
    }
  }

  @Test
  void nothing_has_no_chunks() {
    assertThat(cut("", 8, 0, By.PARAGRAPH)).isEmpty();
  }
}
