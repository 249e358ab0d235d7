package foundry.ai;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.database.Database;
import foundry.ai.database.Schema;
import foundry.ai.meter.Metering;
import foundry.http.RunningService;
import foundry.telemetry.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * What all other parts stand on.
 *
 * @param metering opened before all that makes calls: what they used is written down until the last
 *     one is over
 * @param workers a thread for each thing that takes too long for an event loop
 */
record Ground(
    Vertx vertx,
    Settings settings,
    Clock clock,
    Metrics metrics,
    Catalogue catalogue,
    Database database,
    Metering metering,
    Executor workers) {
  static Ground open(Vertx vertx, Settings settings, RunningService.Parts parts) {
    var logins = settings.logins();
    logins.owner().ifPresent(owner -> Schema.migrate(owner, logins.serving()));
    Schema.requireBound(logins.serving());
    var metrics = new Metrics("ai");
    var catalogue = settings.catalogue().orElseGet(Catalogue::builtIn);
    var database = parts.add(Database.open(logins.serving()));
    var metering =
        parts.add(Metering.start(settings.usagePath(), database, catalogue, metrics.registry()));
    var workers = Executors.newVirtualThreadPerTaskExecutor();
    parts.add(workers::shutdown);
    var clock = Clock.systemUTC();
    return new Ground(vertx, settings, clock, metrics, catalogue, database, metering, workers);
  }

  MeterRegistry registry() {
    return metrics.registry();
  }
}
