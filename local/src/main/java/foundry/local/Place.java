package foundry.local;

import foundry.local.data.DataFolder;
import foundry.local.data.FolderLock;
import foundry.local.data.Ports;
import foundry.local.data.Refusal;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where: which data folder, which ports. */
final class Place {
  @Option(
      names = "--data",
      paramLabel = "<folder>",
      description = "Where all data is kept (default: .foundry in the checkout).")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "<port>",
      defaultValue = "8080",
      description = "First of five ports in a row (default: ${DEFAULT-VALUE}).")
  private int port;

  Home home() {
    return Home.find();
  }

  Ports ports() {
    return new Ports(port);
  }

  Path path() {
    return data == null ? DataFolder.standard() : data;
  }

  /** The folder, made if missing and checked. */
  DataFolder open() {
    return DataFolder.open(path());
  }

  /**
   * Where the product runs that has the data folder, whatever ports it was started on.
   *
   * @throws Refusal if none does
   */
  Plan running() {
    var folder = existing();
    var holder = folder.flatMap(FolderLock::holder);
    if (folder.isEmpty() || holder.isEmpty()) {
      throw new Refusal(
          "Foundry does not run on %s.".formatted(path().toAbsolutePath()),
          "Start it with `./foundry up`, or name the folder on which it runs: --data <folder>");
    }
    var ports = holder.get().ports();
    if (ports.isEmpty()) {
      throw new Refusal(
          "Only a part of Foundry runs on %s (%s)."
              .formatted(path().toAbsolutePath(), holder.get().url()),
          "Stop it, and start the whole with `./foundry up`.");
    }
    return new Plan(home(), folder.get(), ports.get(), "127.0.0.1");
  }

  Optional<DataFolder> existing() {
    return DataFolder.existing(path());
  }
}
