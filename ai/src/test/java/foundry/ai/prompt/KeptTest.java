package foundry.ai.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.viewer.OrgId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class KeptTest {
  private final OrgId org = new OrgId(UUID.randomUUID());
  private final Template template = new Template(Map.of(), List.of());
  private final Kept kept = new Kept(10_000);

  private Kept.Key key(int version) {
    return new Kept.Key(org, "a", version);
  }

  @Test
  void few_large_versions_are_kept_and_many_small_ones() {
    for (int version = 1; version <= 4; version++) kept.put(key(version), template, 4_000);
    assertThat(kept.get(key(2))).isEmpty();
    assertThat(kept.get(key(3))).isPresent();
    for (int version = 5; version <= 9; version++) kept.put(key(version), template, 100);
    assertThat(kept.get(key(3))).isPresent();
    assertThat(kept.get(key(9))).isPresent();
  }

  @Test
  void what_is_larger_than_all_the_room_pushes_nothing_out() {
    kept.put(key(1), template, 100);
    kept.put(key(2), template, 100_000);
    assertThat(kept.get(key(1))).isPresent();
    assertThat(kept.get(key(2))).isEmpty();
  }

  @Test
  void the_same_version_counts_once() {
    for (int i = 0; i < 100; i++) kept.put(key(1), template, 4_000);
    kept.put(key(2), template, 4_000);
    assertThat(kept.get(key(1))).isPresent();
  }
}
