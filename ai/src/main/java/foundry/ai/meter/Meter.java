package foundry.ai.meter;

/** Takes the record of every call. Called on the event loop: never blocks, never throws. */
@FunctionalInterface
public interface Meter {
  void record(UsageRecord usage);
}
