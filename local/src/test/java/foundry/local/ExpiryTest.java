package foundry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.local.data.Refusal;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 12, 31);

  @ParameterizedTest
  @CsvSource({"1d,1", "30d,30", "3650d,3650", "2027-01-01,1", "2027-12-31,365"})
  void a_key_ends_after_days_or_on_a_day(String when, int days) {
    assertThat(Expiry.days(when, TODAY)).isEqualTo(days);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0d",
        "-1d",
        "3651d",
        "d",
        "30",
        "99999999999999999999d",
        "2026-12-31",
        "2027-02-30",
        "soon",
        ""
      })
  void what_is_no_time_to_come_is_refused(String when) {
    assertThatThrownBy(() -> Expiry.days(when, TODAY))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("--expires " + when + " (expected: 1d..3650d");
  }
}
