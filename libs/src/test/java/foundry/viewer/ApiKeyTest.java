package foundry.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ApiKeyTest {
  private final String key = ApiKey.random().reveal();

  @Test
  void a_key_is_recognised_and_always_has_the_same_hash() {
    assertThat(key).matches("fk_[0-9A-Za-z]{49}");
    var parsed = ApiKey.parse(key).orElseThrow();
    assertThat(parsed.sha256()).hasSize(32).isEqualTo(ApiKey.parse(key).orElseThrow().sha256());
  }

  @Test
  void two_keys_have_nothing_in_common() {
    assertThat(ApiKey.random().sha256()).isNotEqualTo(ApiKey.random().sha256());
  }

  @Test
  void every_slip_of_one_character_is_caught() {
    for (int i = 0; i < key.length(); i++) {
      var slip = new StringBuilder(key);
      slip.setCharAt(i, key.charAt(i) == 'x' ? 'y' : 'x');
      assertThat(ApiKey.parse(slip.toString())).as("at %d", i).isEmpty();
    }
    assertThat(ApiKey.parse(key.substring(1))).isEmpty();
    assertThat(ApiKey.parse(key + "x")).isEmpty();
    assertThat(ApiKey.parse("fk_\u00e4\ud83d\ude00")).isEmpty();
  }

  @Test
  void a_key_is_not_printed() {
    assertThat(ApiKey.parse(key).orElseThrow().toString()).doesNotContain(key.substring(8));
  }
}
