package foundry.ai;

import foundry.ai.catalogue.OwnNames;
import foundry.ai.provider.TextProvider;
import foundry.ai.route.Providers;
import foundry.ai.telemetry.Observed;
import foundry.ai.telemetry.Pseudonyms;
import foundry.ai.telemetry.Tracing;
import foundry.http.RunningService;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What others get to see of calls.
 *
 * @param names of models that may be shown
 * @param meter writes usage down, and shows it
 */
record Telemetry(OwnNames names, Tracing tracing, Observed meter) {
  static Telemetry open(Ground ground, Providers providers, RunningService.Parts parts) {
    var settings = ground.settings();
    var registry = ground.registry();
    var named = new OwnNames(ground.catalogue(), settings.models());
    var pseudonyms = new Pseudonyms(settings.internalSecret());
    var vendors = vendors(providers);
    var tracing =
        Tracing.to(settings.telemetry(), ground.vertx(), named, pseudonyms, vendors, registry);
    parts.add(tracing);
    var meter = new Observed(ground.metering(), named, registry, pseudonyms, vendors);
    return new Telemetry(named, tracing, meter);
  }

  /** What OpenTelemetry calls our providers. */
  private static Map<String, String> vendors(Providers providers) {
    return providers.all().stream()
        .collect(Collectors.toMap(TextProvider::name, TextProvider::telemetryName, (a, b) -> a));
  }
}
