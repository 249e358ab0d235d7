package foundry.local;

import foundry.local.data.FolderLock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foundry status}: whether the product runs on a data folder, and where. */
@Command(
    name = "status",
    description = "Say whether the product runs on the data folder (exit code 4 if not).",
    mixinStandardHelpOptions = true)
final class Status implements Callable<Integer> {
  private static final int NOT_RUNNING = 4;

  @Mixin private final Place place = new Place();

  @Override
  public Integer call() {
    var holder = place.existing().flatMap(FolderLock::holder);
    if (holder.isEmpty()) {
      System.out.println("Foundry does not run on " + place.path().toAbsolutePath() + ".");
      return NOT_RUNNING;
    }
    System.out.println(
        "Foundry runs at %s (process %d).".formatted(holder.get().url(), holder.get().pid()));
    return 0;
  }
}
