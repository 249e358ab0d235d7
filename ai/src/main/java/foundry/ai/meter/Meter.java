package foundry.ai.meter;

/** Takes the record of every call. Called on the event loop: never blocks, never throws. */
@FunctionalInterface
public interface Meter {
  /** To be called before the end of the reply is written: what is answered is counted. */
  void record(UsageRecord usage);

  /**
   * The same, of a call that is part of a trace.
   *
   * @param traceId empty without a trace
   */
  default void record(UsageRecord usage, String traceId) {
    record(usage);
  }

  /** False while a record could be lost: then a call is better refused than not counted. */
  default boolean accepts() {
    return true;
  }
}
