package foundry.local;

/** Uses the product once before people do: fills it, and makes the first request a quick one. */
final class FirstUse {
  private final Plan plan;
  private final Stack stack;

  FirstUse(Plan plan, Stack stack) {
    this.plan = plan;
    this.stack = stack;
  }

  void seed() {
    new Seed(plan, stack).plantOnce();
  }

  void warmUp() {
    new WarmUp(plan, stack).run();
  }

  /** Goes through the main job: upload, ingest, ask. */
  void rehearse() {
    new WarmUp(plan, stack).rehearse();
  }
}
