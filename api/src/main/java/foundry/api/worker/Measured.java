package foundry.api.worker;

import foundry.api.queue.Work;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;

/** Counts and times each run of a task. */
final class Measured implements Work {
  private final String task;
  private final Work work;
  private final MeterRegistry metrics;

  private Measured(String task, Work work, MeterRegistry metrics) {
    this.task = task;
    this.work = work;
    this.metrics = metrics;
  }

  static Work work(String task, Work work, MeterRegistry metrics) {
    return new Measured(task, work, metrics);
  }

  @Override
  public Outcome run(Assignment assignment) {
    long startNanos = System.nanoTime();
    var outcome = Outcome.LATER;
    try {
      outcome = work.run(assignment);
      return outcome;
    } finally {
      metrics
          .timer("foundry.task", "task", task, "outcome", outcome.name())
          .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public boolean finish(Assignment assignment, Runnable remove) {
    return work.finish(assignment, remove);
  }
}
