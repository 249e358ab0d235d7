package foundry.api.ingest;

import foundry.api.aiclient.IndexStage;
import foundry.api.run.JobRun;
import foundry.api.tables.enums.JobStage;
import java.util.OptionalInt;

/** Turns how far each stage is into percent over all of them, and speed into time left. */
final class Progress {
  private static final int EXTRACT_END = 20;
  private static final int CHUNK_END = 25;
  private static final int EMBED_END = 95;

  /** Before this much of a stage is done, its speed is a guess. */
  private static final double MEASURABLE = 0.02;

  private final JobRun run;
  private long embedStartNanos;

  Progress(JobRun run) {
    this.run = run;
  }

  /** From 0 to 1. */
  void extracted(double fraction) {
    run.progress(JobStage.EXTRACT, (int) (fraction * EXTRACT_END), OptionalInt.empty());
  }

  void indexed(IndexStage stage) {
    double fraction = stage.fraction();
    switch (stage.stage()) {
      case "CHUNK" -> tell(JobStage.CHUNK, EXTRACT_END, CHUNK_END, fraction, OptionalInt.empty());
      case "EMBED" -> tell(JobStage.EMBED, CHUNK_END, EMBED_END, fraction, secondsLeft(fraction));
      case "INDEX" -> tell(JobStage.INDEX, EMBED_END, 100, fraction, OptionalInt.of(1));
      default -> {} // a newer ai may have more stages
    }
  }

  private void tell(JobStage stage, int from, int to, double fraction, OptionalInt secondsLeft) {
    run.progress(stage, (int) (from + fraction * (to - from)), secondsLeft);
  }

  private OptionalInt secondsLeft(double fraction) {
    long now = System.nanoTime();
    if (embedStartNanos == 0) embedStartNanos = now;
    if (fraction < MEASURABLE) return OptionalInt.empty();
    double seconds = (now - embedStartNanos) / 1e9;
    return OptionalInt.of((int) Math.ceil(seconds * (1 - fraction) / fraction));
  }
}
