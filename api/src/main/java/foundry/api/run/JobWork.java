package foundry.api.run;

import foundry.api.queue.Work;
import foundry.api.tables.enums.FailureCode;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one kind of job as the queue hands it out, and sees to whatever end it comes to. */
public final class JobWork implements Work {
  /** How a run came to its end. */
  public sealed interface Ending {
    /** The run wrote the job's end itself. */
    record Written() implements Ending {}

    /** The run stopped because it had to. */
    record Stopped() implements Ending {}

    /** It failed, and would again; {@code values} of the job are kept all the same. */
    record Failed(FailureCode code, Map<Field<?>, ? extends @Nullable Object> values)
        implements Ending {
      public Failed(FailureCode code) {
        this(code, Map.of());
      }
    }

    /** It may go well later; if it never does, it failed with this code. */
    record NotNow(FailureCode code) implements Ending {}
  }

  /** Tries after the first. */
  static final int RETRIES_MAX = 3;

  /** Deaths of its worker and failures together; a job that kills workers ends here. */
  static final int FAILURES_MAX = 8;

  private static final Logger LOG = LoggerFactory.getLogger(JobWork.class);

  private final String task;
  private final JobRuns runs;
  private final Function<JobRun, Ending> job;

  public JobWork(String task, JobRuns runs, Function<JobRun, Ending> job) {
    this.task = task;
    this.runs = runs;
    this.job = job;
  }

  @Override
  public Outcome run(Assignment assignment) {
    if (runs.isClosing()) return Outcome.AGAIN;
    var begun = runs.begin(assignment.instance(), assignment.org());
    if (begun.isEmpty()) return Outcome.DONE;
    var run = begun.get();
    try {
      if (assignment.failures() >= FAILURES_MAX) return fail(run, FailureCode.INTERNAL, Map.of());
      return see(run, perform(run), assignment);
    } finally {
      runs.end(run);
    }
  }

  private Ending perform(JobRun run) {
    try {
      return job.apply(run);
    } catch (RuntimeException e) {
      if (run.stopped().isPresent()) return new Ending.Stopped();
      LOG.error("{} {} failed", task, run.job().id(), e);
      return new Ending.NotNow(FailureCode.INTERNAL);
    }
  }

  private static Outcome see(JobRun run, Ending ending, Assignment assignment) {
    return switch (ending) {
      case Ending.Written() -> Outcome.DONE;
      case Ending.Failed(var code, var values) -> fail(run, code, values);
      case Ending.NotNow(var code) -> {
        if (assignment.failures() >= RETRIES_MAX) yield fail(run, code, Map.of());
        yield run.handBack() ? Outcome.LATER : Outcome.DONE;
      }
      case Ending.Stopped() -> {
        boolean closing = run.stopped().filter(JobRun.Stop.CLOSING::equals).isPresent();
        yield closing && run.handBack() ? Outcome.AGAIN : Outcome.DONE;
      }
    };
  }

  private static Outcome fail(
      JobRun run, FailureCode code, Map<Field<?>, ? extends @Nullable Object> values) {
    LOG.info("{} {} ends with {}", run.job().kind(), run.job().id(), code);
    run.fail(code, values);
    return Outcome.DONE;
  }

  @Override
  public boolean finish(Assignment assignment, Runnable remove) {
    return runs.finish(assignment.instance(), assignment.org(), remove);
  }
}
