package foundry.ai.telemetry;

import foundry.settings.SettingsReader;
import foundry.telemetry.CollectorSettings;

/**
 * Where traces go, and what they tell.
 *
 * @param content whether spans hold what was asked and answered
 */
public record TelemetrySettings(CollectorSettings collector, boolean content) {
  public static TelemetrySettings from(SettingsReader reader) {
    return new TelemetrySettings(
        CollectorSettings.from(reader), reader.flag("FOUNDRY_TELEMETRY_CONTENT", false));
  }
}
