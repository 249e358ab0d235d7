package foundry.ai.provider.anthropic;

import foundry.ai.Settings.Timeouts;
import foundry.settings.SettingsReader;
import java.net.URI;
import java.util.Optional;

/**
 * How Anthropic is reached.
 *
 * @param baseUrl before {@code /v1/messages}
 * @param model answers where a call names none
 */
public record AnthropicSettings(URI baseUrl, String apiKey, String model, Timeouts timeouts) {
  private static final URI OWN = URI.create("https://api.anthropic.com");
  private static final String MODEL = "claude-sonnet-5";
  private static final String PREFIX = Anthropic.NAME + "/";

  /** Empty without {@code ANTHROPIC_API_KEY}. */
  public static Optional<AnthropicSettings> from(SettingsReader reader, Timeouts timeouts) {
    URI baseUrl = reader.optionalUrl("ANTHROPIC_BASE_URL").orElse(OWN);
    var model =
        reader
            .optional("FOUNDRY_MODEL")
            .filter(name -> name.startsWith(PREFIX))
            .map(name -> name.substring(PREFIX.length()))
            .orElse(MODEL);
    return reader
        .key("ANTHROPIC_API_KEY")
        .map(key -> new AnthropicSettings(baseUrl, key, model, timeouts));
  }

  @Override
  public String toString() {
    return "AnthropicSettings[baseUrl=%s, model=%s]".formatted(baseUrl, model);
  }
}
