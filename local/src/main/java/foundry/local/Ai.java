package foundry.local;

import foundry.settings.SettingsReader;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code foundry ai}: the AI service alone, as the settings say; what the cloud runs. */
@Command(
    name = "ai",
    description = "Run the AI service alone, as the settings say.",
    mixinStandardHelpOptions = true)
final class Ai implements Callable<Integer> {
  @Override
  public Integer call() {
    var settings = SettingsReader.withDotEnv(Map.of(), Home.find().dotEnv());
    Logs.toStandardOutput(settings);
    var services = new Services(settings);
    Alone.run("AI service", services::startAi);
    return 0;
  }
}
