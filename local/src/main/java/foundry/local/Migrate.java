package foundry.local;

import foundry.local.data.DataFolder;
import foundry.local.data.FolderLock;
import foundry.local.data.Refusal;
import foundry.local.postgres.Postgres;
import foundry.postgres.Migration;
import foundry.postgres.Migration.State;
import foundry.postgres.SchemaMigrations;
import foundry.settings.SettingsReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code foundry migrate}: brings a database up to date and ends, or tells what that would do. The
 * one that the settings name; without such a setting, the one in the data folder.
 */
@Command(
    name = "migrate",
    description = "Bring the database up to date and end, or say what that would do.",
    mixinStandardHelpOptions = true)
final class Migrate implements Callable<Integer> {
  /** Looking without touching, in one of two ways. */
  static final class Look {
    @Option(
        names = "--status",
        description = "List every migration of both schemas as it stands; change nothing.")
    private boolean status;

    @Option(
        names = "--dry-run",
        description = "List the files that would be run, in their order; change nothing.")
    private boolean dryRun;
  }

  @Mixin private final Place place = new Place();

  @ArgGroup private @Nullable Look look;

  @Override
  public Integer call() {
    var settings = SettingsReader.withDotEnv(Map.of(), place.home().dotEnv());
    boolean named = settings.optional("FOUNDRY_DATABASE_URL").isPresent();
    if (look == null) {
      on(named, settings, Services::migrate);
      System.out.println("The database is up to date.");
    } else if (look.dryRun) {
      on(named, settings, services -> dryRun(services.migrations()));
    } else if (look.status) {
      on(named, settings, services -> status(services.migrations()));
    }
    return 0;
  }

  private void on(boolean named, SettingsReader settings, Consumer<Services> work) {
    if (named) work.accept(new Services(settings));
    else if (look == null) onOwn(place.open(), work);
    else onExisting(work);
  }

  private void onOwn(DataFolder folder, Consumer<Services> work) {
    var plan = new Plan(place.home(), folder, place.ports(), "127.0.0.1");
    try (var _ = FolderLock.take(folder, "migration");
        var _ = Postgres.start(plan.postgres(), plan.ownerPassword())) {
      work.accept(Services.of(plan));
    }
  }

  /** Whoever only looks makes no database, and may look while the product runs. */
  private void onExisting(Consumer<Services> work) {
    var folder =
        place
            .existing()
            .orElseThrow(
                () ->
                    new Refusal(
                        "There is no database in %s.".formatted(place.path().toAbsolutePath()),
                        "Make one with `./foundry up` or `./foundry migrate`, or name its folder:"
                            + " --data <folder>"));
    if (FolderLock.holder(folder).isPresent()) work.accept(Services.of(place.running()));
    else onOwn(folder, work);
  }

  private static void status(Map<String, List<Migration>> schemas) {
    schemas.forEach(
        (schema, migrations) -> {
          for (var each : migrations) {
            var state = each.state().name().toLowerCase(Locale.ROOT);
            System.out.println("%-3s  %-7s  %s".formatted(schema, state, each.file()));
          }
        });
    requireSound(schemas);
  }

  private static void dryRun(Map<String, List<Migration>> schemas) {
    requireSound(schemas);
    boolean any = false;
    for (var schema : schemas.entrySet()) {
      for (var each : schema.getValue()) {
        if (each.state() != State.PENDING) continue;
        System.out.println("%-3s  would run  %s".formatted(schema.getKey(), each.file()));
        any = true;
      }
    }
    if (!any) System.out.println("Nothing would be run: the database is up to date.");
  }

  private static void requireSound(Map<String, List<Migration>> schemas) {
    SchemaMigrations.requireSound(schemas.values().stream().flatMap(List::stream).toList());
  }
}
