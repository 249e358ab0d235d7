package foundry.ai.provider.cohere;

import foundry.ai.Settings.Timeouts;
import foundry.settings.SettingsReader;
import java.net.URI;
import java.util.Optional;

/**
 * How Cohere is reached.
 *
 * @param baseUrl before {@code /v2/chat}
 * @param model answers where a call names none
 */
public record CohereSettings(URI baseUrl, String apiKey, String model, Timeouts timeouts) {
  private static final URI OWN = URI.create("https://api.cohere.com");
  private static final String MODEL = "command-a-03-2025";
  private static final String PREFIX = Cohere.NAME + "/";

  /** Empty without {@code COHERE_API_KEY}. */
  public static Optional<CohereSettings> from(SettingsReader reader, Timeouts timeouts) {
    URI baseUrl = reader.optionalUrl("COHERE_BASE_URL").orElse(OWN);
    var model =
        reader
            .optional("FOUNDRY_MODEL")
            .filter(name -> name.startsWith(PREFIX))
            .map(name -> name.substring(PREFIX.length()))
            .orElse(MODEL);
    return reader
        .key("COHERE_API_KEY")
        .map(key -> new CohereSettings(baseUrl, key, model, timeouts));
  }

  @Override
  public String toString() {
    return "CohereSettings[baseUrl=%s, model=%s]".formatted(baseUrl, model);
  }
}
