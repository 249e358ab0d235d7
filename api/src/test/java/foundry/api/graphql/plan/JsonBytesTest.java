package foundry.api.graphql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.graphql.DateTime;
import foundry.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is written by hand is held to what libraries write and read. */
final class JsonBytesTest {
  private static final int CASES = 20_000;

  private final Random random = new Random(20261123);

  private static String written(Consumer<JsonBytes> value) {
    var out = new JsonBytes();
    value.accept(out);
    return out.toBuffer().toString(StandardCharsets.UTF_8);
  }

  @Test
  void times_of_four_digit_years_are_written_as_the_scalar_writes_them() {
    long from = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    long to = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    for (int i = 0; i < CASES; i++) {
      var time = Instant.ofEpochSecond(random.nextLong(from, to), random.nextInt(1_000_000_000));
      assertThat(written(out -> out.time(time))).isEqualTo('"' + DateTime.text(time) + '"');
    }
  }

  @Test
  void any_text_of_whole_characters_is_read_as_it_was() {
    for (int i = 0; i < CASES; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) text.appendCodePoint(character());
      assertThat(Json.tree(written(out -> out.text(text.toString()))).asString())
          .isEqualTo(text.toString());
    }
  }

  /** Of each length in UTF-8 as often, no half of a pair. */
  private int character() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(0x80);
      case 1 -> random.nextInt(0x80, 0x800);
      case 2 ->
          random.nextBoolean() ? random.nextInt(0x800, 0xd800) : random.nextInt(0xe000, 0x10000);
      default -> random.nextInt(0x10000, 0x110000);
    };
  }

  @Test
  void numbers_are_written_whole() {
    for (long number : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(written(out -> out.number(number))).isEqualTo(Long.toString(number));
    }
  }
}
