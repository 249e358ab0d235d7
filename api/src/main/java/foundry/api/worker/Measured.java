package foundry.api.worker;

import foundry.api.queue.Work;
import foundry.telemetry.Attribute;
import foundry.telemetry.Span;
import foundry.telemetry.SpanKind;
import java.util.concurrent.TimeUnit;

/** Counts and times each run of a task, which is a span in the trace of what queued it. */
final class Measured implements Work {
  private static final Attribute TASK = Attribute.of("foundry.task.instance");
  private static final Attribute OUTCOME = Attribute.of("foundry.task.outcome");
  private static final Attribute FAILURES = Attribute.of("foundry.task.failures");

  private final String task;
  private final Work work;
  private final Worker.Parts parts;

  private Measured(String task, Work work, Worker.Parts parts) {
    this.task = task;
    this.work = work;
    this.parts = parts;
  }

  static Work work(String task, Work work, Worker.Parts parts) {
    return new Measured(task, work, parts);
  }

  /** What nobody queued, and so the first of its trace. */
  static Runnable recurring(String task, Runnable work, Worker.Parts parts) {
    return () -> {
      var span = parts.tracer().begin(SpanKind.INTERNAL, "");
      boolean done = false;
      try {
        span.within(
            () -> {
              work.run();
              return true;
            });
        done = true;
      } finally {
        var outcome = done ? Outcome.DONE : Outcome.LATER;
        span.end(task, !done, bytes -> bytes.text(OUTCOME, outcome.name()));
      }
    };
  }

  @Override
  public Outcome run(Assignment assignment) {
    var span = parts.tracer().begin(SpanKind.CONSUMER, assignment.traceparent());
    return span.within(() -> run(assignment, span));
  }

  private Outcome run(Assignment assignment, Span span) {
    long startNanos = System.nanoTime();
    var outcome = Outcome.LATER;
    try {
      outcome = work.run(assignment);
      return outcome;
    } finally {
      var reached = outcome;
      span.end(
          task,
          outcome == Outcome.LATER,
          bytes ->
              bytes
                  .text(TASK, assignment.instance().toString())
                  .text(OUTCOME, reached.name())
                  .number(FAILURES, assignment.failures()));
      parts
          .metrics()
          .timer("foundry.task", "task", task, "outcome", outcome.name())
          .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public boolean finish(Assignment assignment, Runnable remove) {
    return work.finish(assignment, remove);
  }
}
