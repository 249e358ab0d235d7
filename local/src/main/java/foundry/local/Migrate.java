package foundry.local;

import foundry.local.data.FolderLock;
import foundry.local.postgres.Postgres;
import foundry.settings.SettingsReader;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code foundry migrate}: brings a database up to date and ends. The one that the settings name;
 * without such a setting, the one in the data folder.
 */
@Command(
    name = "migrate",
    description = "Bring the database up to date and end.",
    mixinStandardHelpOptions = true)
final class Migrate implements Callable<Integer> {
  @Mixin private final Place place = new Place();

  @Override
  public Integer call() {
    var settings = SettingsReader.withDotEnv(Map.of(), place.home().dotEnv());
    if (settings.optional("FOUNDRY_DATABASE_URL").isPresent()) {
      new Services(settings).migrate();
    } else {
      migrateOwn();
    }
    System.out.println("The database is up to date.");
    return 0;
  }

  private void migrateOwn() {
    var folder = place.open();
    var plan = new Plan(place.home(), folder, place.ports(), "127.0.0.1");
    try (var _ = FolderLock.take(folder, "migration");
        var _ = Postgres.start(plan.postgres(), plan.ownerPassword())) {
      Services.of(plan).migrate();
    }
  }
}
