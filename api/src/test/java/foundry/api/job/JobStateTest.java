package foundry.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.tables.enums.FailureCode;
import foundry.api.tables.enums.JobStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTest {
  private static JobState state(JobStatus status, @Nullable FailureCode code) {
    var failure = code == null ? null : Failure.of(code);
    return new JobState(status, null, 0, null, 1, null, null, failure);
  }

  @ParameterizedTest
  @EnumSource(names = {"INTERRUPTED", "TIMED_OUT", "SERVICE_UNAVAILABLE", "MODEL_UNAVAILABLE"})
  void what_may_pass_is_worth_another_try(FailureCode code) {
    assertThat(state(JobStatus.FAILED, code).isWorthAnotherTry()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"ENCRYPTED", "NO_TEXT", "EMPTY", "CORRUPT", "UNSUPPORTED_TYPE", "TOO_LARGE"})
  void a_file_that_cannot_be_read_stays_so(FailureCode code) {
    assertThat(state(JobStatus.FAILED, code).isWorthAnotherTry()).isFalse();
  }

  @Test
  void a_cancelled_job_is_worth_another_try_and_an_open_or_done_one_needs_none() {
    assertThat(state(JobStatus.CANCELLED, null).isWorthAnotherTry()).isTrue();
    assertThat(state(JobStatus.RUNNING, null).isWorthAnotherTry()).isFalse();
    assertThat(state(JobStatus.SUCCEEDED, null).isWorthAnotherTry()).isFalse();
  }
}
