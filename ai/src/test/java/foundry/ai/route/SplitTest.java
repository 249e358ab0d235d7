package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.route.RouteSpec.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SplitTest {
  private static final int CALLERS = 20_000;

  private static String first(String caller, int weightOfX, int weightOfY) {
    var shares = List.of(new Share("openai/x", weightOfX), new Share("anthropic/y", weightOfY));
    return Split.order(shares, caller).getFirst().model();
  }

  @Test
  void each_target_is_first_for_its_part_of_the_callers() {
    int first = 0;
    for (int caller = 0; caller < CALLERS; caller++) {
      if (first("user" + caller, 9, 1).equals("openai/x")) first++;
    }
    assertThat(first).isBetween(CALLERS * 89 / 100, CALLERS * 91 / 100);
  }

  @Test
  void a_caller_stays_where_it_is() {
    assertThat(first("someone", 1, 1)).isEqualTo(first("someone", 1, 1));
  }

  @Test
  void a_changed_weight_moves_no_more_callers_than_it_must() {
    int away = 0;
    int towards = 0;
    for (int caller = 0; caller < CALLERS; caller++) {
      String before = first("user" + caller, 9, 1);
      String after = first("user" + caller, 8, 2);
      if (before.equals("openai/x") && after.equals("anthropic/y")) towards++;
      if (before.equals("anthropic/y") && after.equals("openai/x")) away++;
    }
    assertThat(away).isZero();
    assertThat(towards).isBetween(CALLERS * 9 / 100, CALLERS * 11 / 100);
  }
}
