package foundry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UniqueIdTest {
  @Test
  void no_two_are_alike_whoever_makes_them() {
    int count = 20_000;
    var seen = ConcurrentHashMap.<String>newKeySet();
    IntStream.range(0, count).parallel().forEach(i -> seen.add(UniqueId.with("req_")));
    assertThat(seen).hasSize(count).allSatisfy(id -> assertThat(id).matches("req_[0-9a-f]{32}"));
  }

  @Test
  void shorter_ones_are_as_long_as_asked() {
    assertThat(UniqueId.hex(8)).matches("[0-9a-f]{16}");
  }
}
