package foundry.local;

import foundry.local.data.FolderLock;
import foundry.local.data.FolderLock.Holder;
import foundry.local.data.Refusal;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foundry stop}: ends what runs on a data folder, and waits until it has ended. */
@Command(
    name = "stop",
    description = "Stop the product that runs on the data folder.",
    mixinStandardHelpOptions = true)
final class Stop implements Callable<Integer> {
  private static final int SECONDS_MAX = 35;

  @Mixin private final Place place = new Place();

  @Override
  public Integer call() {
    var holder = place.existing().flatMap(FolderLock::holder);
    if (holder.isEmpty()) {
      System.out.println("Foundry does not run on " + place.path().toAbsolutePath() + ".");
      return 0;
    }
    stop(holder.get());
    System.out.println("Stopped.");
    return 0;
  }

  private static void stop(Holder holder) {
    try {
      var process = ProcessHandle.of(holder.pid());
      if (process.isEmpty()) return;
      process.get().destroy();
      process.get().onExit().get(SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new Refusal(
          "Process %d did not stop within %d s.".formatted(holder.pid(), SECONDS_MAX),
          "End it with `kill -9 %d`; the next start repairs what that leaves behind."
              .formatted(holder.pid()),
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
