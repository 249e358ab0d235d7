package foundry.ai.prepare;

/** What is done where an answer does not have the shape that was asked for. */
public enum OnMisfit {
  /** The model is told what does not fit, once; then as {@link #REFUSE}. */
  REPAIR,
  /** The call fails. */
  REFUSE,
  /** The answer is given, marked as invalid. */
  KEEP
}
