package foundry.local;

import foundry.settings.SettingsReader;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code foundry api}: the API alone, on parts that the settings name; what the cloud runs. */
@Command(
    name = "api",
    description = "Run the API alone, as the settings say.",
    mixinStandardHelpOptions = true)
final class Api implements Callable<Integer> {
  @Override
  public Integer call() {
    var settings = SettingsReader.withDotEnv(Map.of(), Home.find().dotEnv());
    Logs.toStandardOutput(settings);
    var services = new Services(settings);
    Alone.run("API", services::startApi);
    return 0;
  }
}
