package foundry.ai.provider.gemini;

import foundry.ai.Settings.Timeouts;
import foundry.settings.SettingsReader;
import java.net.URI;
import java.util.Optional;

/**
 * How Gemini is reached.
 *
 * @param baseUrl before {@code /models/...}: of the Gemini API, or of Vertex AI up to {@code
 *     /publishers/google}
 * @param apiKey a key of the Gemini API or of Vertex AI
 * @param model answers where a call names none
 */
public record GeminiSettings(URI baseUrl, String apiKey, String model, Timeouts timeouts) {
  private static final URI OWN = URI.create("https://generativelanguage.googleapis.com/v1beta");

  /** Google's own name for the newest of its quick models. */
  private static final String MODEL = "gemini-flash-latest";

  private static final String PREFIX = Gemini.NAME + "/";

  /** Empty without {@code GEMINI_API_KEY}. */
  public static Optional<GeminiSettings> from(SettingsReader reader, Timeouts timeouts) {
    URI baseUrl = reader.optionalUrl("GEMINI_BASE_URL").orElse(OWN);
    var model =
        reader
            .optional("FOUNDRY_MODEL")
            .filter(name -> name.startsWith(PREFIX))
            .map(name -> name.substring(PREFIX.length()))
            .orElse(MODEL);
    return reader
        .key("GEMINI_API_KEY")
        .map(key -> new GeminiSettings(baseUrl, key, model, timeouts));
  }

  @Override
  public String toString() {
    return "GeminiSettings[baseUrl=%s, model=%s]".formatted(baseUrl, model);
  }
}
