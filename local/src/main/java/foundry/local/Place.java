package foundry.local;

import foundry.local.data.DataFolder;
import foundry.local.data.Ports;
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

  Optional<DataFolder> existing() {
    return DataFolder.existing(path());
  }
}
