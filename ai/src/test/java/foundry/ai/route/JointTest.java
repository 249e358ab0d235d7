package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where two models' texts meet. */
final class JointTest {
  private static String joined(String written, String... pieces) {
    var joint = new Joint(written);
    var all = new StringBuilder(written);
    for (String piece : pieces) all.append(joint.piece(piece));
    return all.append(joint.rest()).toString();
  }

  @Test
  void what_is_new_is_passed_on_at_once() {
    assertThat(new Joint("The answer is ").piece("forty")).isEqualTo("forty");
  }

  @Test
  void a_repeated_word_or_sentence_is_cut_away_however_it_is_torn() {
    assertThat(joined("The quick bro", "bro", "wn fox")).isEqualTo("The quick brown fox");
    assertThat(joined("It was late. He", "It was", " late. ", "He left."))
        .isEqualTo("It was late. He left.");
    assertThat(joined("Half an", " a", "n answer")).isEqualTo("Half an answer");
  }

  @Test
  void two_blanks_become_one() {
    assertThat(joined("one ", " two")).isEqualTo("one two");
  }

  @Test
  void letters_that_happen_to_be_the_same_stay() {
    assertThat(joined("banan", "ana")).isEqualTo("bananana");
  }

  @Test
  void what_was_held_back_for_nothing_comes_in_the_end() {
    assertThat(joined("abc abd", "ab")).isEqualTo("abc abdab");
  }
}
