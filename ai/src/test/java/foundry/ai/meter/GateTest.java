package foundry.ai.meter;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import foundry.ai.Limits;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
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
          new SimpleMeterRegistry(),
          "questions");

  private void assertShut() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(gate::enter)
        .matches(refused -> refused.code() == ErrorCode.UNAVAILABLE);
  }

  @Test
  void what_cannot_be_counted_is_not_asked() {
    accepts = false;
    assertShut();
    accepts = true;
    gate.enter();
  }

  @Test
  void so_many_are_under_way_and_no_more() {
    for (int i = 1; i < Limits.ANSWERS_UNDER_WAY_MAX; i++) gate.enter();
    var last = gate.enter();
    for (int i = 0; i < 3; i++) assertShut();
    last.leave();
    gate.enter();
    assertShut();
  }

  @Test
  void a_call_leaves_once_however_often_it_says_so() {
    for (int i = 1; i < Limits.ANSWERS_UNDER_WAY_MAX; i++) gate.enter();
    var last = gate.enter();
    for (int i = 0; i < 3; i++) last.leave();
    gate.enter();
    assertShut();
  }
}
