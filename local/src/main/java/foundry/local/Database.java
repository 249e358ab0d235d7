package foundry.local;

import foundry.local.data.FolderLock;
import foundry.local.postgres.Postgres;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foundry database}: PostgreSQL alone, for a look into it or for work on the schema. */
@Command(
    name = "database",
    description = "Start PostgreSQL alone and run until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class Database implements Callable<Integer> {
  @Mixin private final Place place = new Place();

  @Override
  public Integer call() {
    var signals = Signals.listen();
    var folder = place.open();
    var plan = new Plan(place.home(), folder, place.ports(), "127.0.0.1");
    try (var _ = FolderLock.take(folder, "PostgreSQL alone");
        var postgres = Postgres.start(plan.postgres(), plan.ownerPassword())) {
      System.out.println(screen(plan, postgres));
      signals.await();
    }
    return 0;
  }

  private static String screen(Plan plan, Postgres postgres) {
    return """

      JDBC        %s
      User        %s (superuser), password in %s
      psql        PGPASSWORD=$(cat %s) psql -h 127.0.0.1 -p %d -U %s %s
      Stop        Ctrl-C, or %s
    """
        .formatted(
            postgres.url(),
            Postgres.SUPERUSER,
            plan.postgres().passwordFile(),
            plan.postgres().passwordFile(),
            plan.ports().postgres(),
            Postgres.SUPERUSER,
            Postgres.DATABASE,
            plan.data().stopCommand());
  }
}
