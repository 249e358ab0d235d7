package foundry.ai.question;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.Limits;
import foundry.ai.http.ErrorCode;
import foundry.ai.meter.Meter;
import foundry.ai.meter.UsageRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class GateTest {
  private boolean accepts = true;
  private final Gate gate =
      new Gate(
          new Meter() {
            @Override
            public void record(UsageRecord usage) {}

            @Override
            public boolean accepts() {
              return accepts;
            }
          },
          new SimpleMeterRegistry());

  @Test
  void what_cannot_be_counted_is_not_asked() {
    accepts = false;
    assertThat(gate.enter().orElseThrow().code()).isEqualTo(ErrorCode.UNAVAILABLE);
    accepts = true;
    assertThat(gate.enter()).isEmpty();
  }

  @Test
  void so_many_are_under_way_and_no_more() {
    for (int i = 0; i < Limits.ANSWERS_UNDER_WAY_MAX; i++) assertThat(gate.enter()).isEmpty();
    for (int i = 0; i < 3; i++) {
      assertThat(gate.enter().orElseThrow().code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }
    gate.leave();
    assertThat(gate.enter()).isEmpty();
  }
}
