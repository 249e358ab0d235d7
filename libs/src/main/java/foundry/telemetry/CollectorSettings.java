package foundry.telemetry;

import foundry.settings.SettingsReader;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where traces go.
 *
 * @param url takes OTLP over HTTP; empty: no traces are made
 * @param headers by which the collector knows who sends; secret
 */
public record CollectorSettings(Optional<URI> url, Map<String, String> headers) {
  private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

  public CollectorSettings {
    headers = Map.copyOf(headers);
  }

  public static CollectorSettings from(SettingsReader reader) {
    return new CollectorSettings(
        reader.optionalUrl("OTEL_EXPORTER_OTLP_ENDPOINT"), headers(reader));
  }

  /**
   * Pairs as OpenTelemetry writes them: name=value, separated by commas, values percent-encoded.
   */
  private static Map<String, String> headers(SettingsReader reader) {
    var headers = new LinkedHashMap<String, String>();
    int place = 0;
    for (var pair : reader.text(HEADERS, "").split(",", -1)) {
      place++;
      int equals = pair.indexOf('=');
      if (pair.isBlank()) continue;
      var name = equals < 0 ? "" : pair.substring(0, equals).strip();
      var value = decoded(equals < 0 ? "" : pair.substring(equals + 1).strip());
      if (name.matches("[A-Za-z0-9-]+") && value.isPresent()) headers.put(name, value.get());
      else reader.fail("%s: entry %d (expected: name=value)".formatted(HEADERS, place), "");
    }
    return headers;
  }

  /** Empty if it is not percent-encoded as it should be, or more than one line. */
  private static Optional<String> decoded(String value) {
    try {
      var text = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
      return Optional.of(text).filter(line -> line.chars().allMatch(c -> c >= ' ' && c < 0x7f));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return url.map(URI::toString).orElse("none");
  }
}
