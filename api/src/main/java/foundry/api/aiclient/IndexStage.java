package foundry.api.aiclient;

/** How far an index call is. {@code done} of {@code total} within the stage. */
public record IndexStage(String stage, int done, int total) {
  /** From 0 to 1. */
  public double fraction() {
    return total <= 0 ? 0 : Math.clamp((double) done / total, 0, 1);
  }
}
