package foundry.ai.provider.mistral;

import foundry.ai.Settings.Timeouts;
import foundry.settings.SettingsReader;
import java.net.URI;
import java.util.Optional;

/**
 * How Mistral is reached.
 *
 * @param baseUrl before {@code /chat/completions}
 * @param model answers where a call names none
 */
public record MistralSettings(URI baseUrl, String apiKey, String model, Timeouts timeouts) {
  private static final URI OWN = URI.create("https://api.mistral.ai/v1");
  private static final String MODEL = "mistral-small-latest";
  private static final String PREFIX = Mistral.NAME + "/";

  /** Empty without {@code MISTRAL_API_KEY}. */
  public static Optional<MistralSettings> from(SettingsReader reader, Timeouts timeouts) {
    URI baseUrl = reader.optionalUrl("MISTRAL_BASE_URL").orElse(OWN);
    var model =
        reader
            .optional("FOUNDRY_MODEL")
            .filter(name -> name.startsWith(PREFIX))
            .map(name -> name.substring(PREFIX.length()))
            .orElse(MODEL);
    return reader
        .key("MISTRAL_API_KEY")
        .map(key -> new MistralSettings(baseUrl, key, model, timeouts));
  }

  @Override
  public String toString() {
    return "MistralSettings[baseUrl=%s, model=%s]".formatted(baseUrl, model);
  }
}
