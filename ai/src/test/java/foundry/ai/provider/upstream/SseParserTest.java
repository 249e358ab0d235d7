package foundry.ai.provider.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SseParserTest {
  private static final int LINE_BYTES_MAX = 1_000;

  private static List<String> parse(byte[] bytes, int... cuts) {
    var events = new ArrayList<String>();
    var parser = new SseParser(LINE_BYTES_MAX, events::add);
    int start = 0;
    for (int cut : cuts) {
      parser.feed(Buffer.buffer(Arrays.copyOfRange(bytes, start, cut)));
      start = cut;
    }
    parser.feed(Buffer.buffer(Arrays.copyOfRange(bytes, start, bytes.length)));
    parser.end();
    return events;
  }

  private static List<String> parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void the_same_events_however_the_network_cuts_them(String lineEnd) {
    String text =
        """
        \ufeff: a comment
        event: message
        data: {"a":"\u00e4\ud83d\ude00"}

        data:no space
        id: 7

        data: first
        data:  second
        data

        retry: 10
        unknown

        data: [DONE]

        """
            .replace("\n", lineEnd);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var expected =
        List.of("{\"a\":\"\u00e4\ud83d\ude00\"}", "no space", "first\n second\n", "[DONE]");
    assertThat(parse(bytes)).isEqualTo(expected);
    for (int cut = 0; cut <= bytes.length; cut++) assertThat(parse(bytes, cut)).isEqualTo(expected);
    int[] everywhere = new int[bytes.length];
    Arrays.setAll(everywhere, i -> i);
    assertThat(parse(bytes, everywhere)).isEqualTo(expected);
    var random = new Random(7);
    for (int i = 0; i < 500; i++) {
      int[] cuts = random.ints(9, 0, bytes.length).sorted().toArray();
      assertThat(parse(bytes, cuts)).isEqualTo(expected);
    }
  }

  @Test
  void the_last_event_counts_without_its_blank_line() {
    assertThat(parse("data: a\n\ndata: b")).containsExactly("a", "b");
  }

  @Test
  void silence_is_no_event() {
    assertThat(parse("")).isEmpty();
    assertThat(parse("\n\n\r\n: ping\n\n")).isEmpty();
  }

  @Test
  void a_line_or_an_event_without_end_is_refused() {
    assertThatThrownBy(() -> parse("data: " + "x".repeat(LINE_BYTES_MAX)))
        .isInstanceOf(SseParser.LineTooLong.class);
    assertThatThrownBy(() -> parse("data: xxxxxxxxxxxxxxxxxxxx\n".repeat(LINE_BYTES_MAX / 20)))
        .isInstanceOf(SseParser.LineTooLong.class);
  }
}
