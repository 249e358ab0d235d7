package foundry.api.job;

import foundry.api.tables.enums.JobStage;
import foundry.api.tables.enums.JobStatus;
import foundry.api.tables.tables.records.JobRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** How far a job is. */
public record JobState(
    JobStatus status,
    @Nullable JobStage stage,
    int percent,
    @Nullable Integer secondsLeft,
    int attempt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Failure failure) {

  static JobState of(JobRecord row) {
    var failure = row.getFailureCode();
    return new JobState(
        row.getStatus(),
        row.getStage(),
        row.getPercent(),
        row.getSecondsLeft(),
        row.getAttempt(),
        instant(row.getStartedAt()),
        instant(row.getFinishedAt()),
        failure == null ? null : Failure.of(failure));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /** True as long as there is more to come. */
  boolean isOpen() {
    return isOpen(status);
  }

  static boolean isOpen(JobStatus status) {
    return status == JobStatus.QUEUED || status == JobStatus.RUNNING;
  }

  /** True if it ended without success, and another run may do better. */
  boolean isWorthAnotherTry() {
    return isWorthAnotherTry(status, failure);
  }

  static boolean isWorthAnotherTry(JobStatus status, @Nullable Failure failure) {
    return switch (status) {
      case CANCELLED -> true;
      case FAILED -> failure == null || failure.isTransient();
      case QUEUED, RUNNING, SUCCEEDED -> false;
    };
  }
}
