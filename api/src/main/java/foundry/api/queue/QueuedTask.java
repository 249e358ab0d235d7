package foundry.api.queue;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import foundry.api.queue.Work.Assignment;
import foundry.viewer.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Work} as db-scheduler runs it. */
final class QueuedTask {
  /** Says that the work failed and has been told of already. */
  private static final class FailedForNow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedForNow() {
      super("to be tried again", null, false, false);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(QueuedTask.class);

  private QueuedTask() {}

  static CustomTask<String> of(String name, Work work, Pace pace) {
    return Tasks.custom(name, String.class)
        .onFailure(later(pace))
        .onDeadExecutionRevive()
        .execute((instance, context) -> run(instance, context.getExecution(), work));
  }

  private static CompletionHandler<String> run(
      TaskInstance<String> instance, Execution execution, Work work) {
    var data = List.of(instance.getData().split(" "));
    var assignment =
        new Assignment(
            UUID.fromString(instance.getId()),
            OrgId.parse(data.getFirst()),
            execution.consecutiveFailures,
            data.size() == 1 || data.get(1).equals("-") ? "" : data.get(1),
            data.stream().skip(2).map(UUID::fromString).toList());
    return switch (attempt(instance, work, assignment)) {
      case DONE ->
          (complete, operations) -> {
            if (!work.finish(assignment, operations::remove)) {
              operations.reschedule(complete, Instant.now());
            }
          };
      case AGAIN -> (complete, operations) -> operations.reschedule(complete, Instant.now());
      case LATER -> throw new FailedForNow();
    };
  }

  private static Work.Outcome attempt(
      TaskInstance<String> instance, Work work, Assignment assignment) {
    try {
      return work.run(assignment);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", instance.getTaskName(), instance.getId(), e);
      return Work.Outcome.LATER;
    }
  }

  private static FailureHandler<String> later(Pace pace) {
    return (ExecutionComplete complete, ExecutionOperations<String> operations) -> {
      int failures = complete.getExecution().consecutiveFailures;
      operations.reschedule(complete, Instant.now().plus(pace.pauseAfter(failures)));
    };
  }
}
