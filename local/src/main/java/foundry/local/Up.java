package foundry.local;

import foundry.local.data.FolderLock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foundry up}: starts everything, says so, and runs until told to stop. */
@Command(
    name = "up",
    description = "Start the whole product and run until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {
  @Mixin private final Place place = new Place();

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Where web app and API listen; the rest stays on 127.0.0.1.")
  private String host = "127.0.0.1";

  @Option(
      names = "--seed",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Fill an empty database with two organizations (default: yes).")
  private boolean seed = true;

  @Option(
      names = "--train",
      hidden = true,
      description = "Start, use every part once, and stop: what the start-up cache is made from.")
  private boolean train;

  @Override
  public Integer call() {
    var signals = Signals.listen();
    var folder = place.open();
    var plan = new Plan(place.home(), folder, place.ports(), host);
    try (var _ = FolderLock.take(folder, plan.url())) {
      Logs.keepIn(folder.logs());
      plan.ports().checkAllFree(host);
      run(plan, signals);
      return 0;
    }
  }

  private void run(Plan plan, Signals signals) {
    var services = Services.of(plan);
    try (var parts = new Parts()) {
      var start = Parts.inBackground("all", () -> start(plan, services, parts));
      try {
        if (signals.awaitOr(start.part())) {
          start.up();
          if (train) return;
          System.out.println(Screen.ready(plan, services.models(), sinceStart()));
          signals.await();
        }
        System.out.println("Stopping ...");
      } finally {
        Deadline.haltUnlessStoppedSoon();
      }
    }
  }

  private FirstUse start(Plan plan, Services services, Parts parts) {
    var firstUse = new FirstUse(plan, Stack.start(plan, services, parts));
    if (seed) firstUse.seed();
    firstUse.warmUp();
    if (train) firstUse.rehearse();
    return firstUse;
  }

  private static Duration sinceStart() {
    return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
  }
}
