package foundry.ai.provider.bedrock;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.upstream.VendorSettings;
import foundry.settings.SettingsReader;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How Bedrock is reached.
 *
 * @param models what is offered, the one first that answers where a call names none
 */
public record BedrockSettings(
    String region,
    URI baseUrl,
    Optional<String> apiKey,
    Optional<Keys> keys,
    List<String> models,
    Timeouts timeouts) {
  /** Long-lived or temporary keys; without any the machine's own role is asked. */
  public record Keys(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
    @Override
    public String toString() {
      return "Keys[secret]";
    }
  }

  /**
   * Empty without {@code BEDROCK_REGION} and {@code AWS_BEARER_TOKEN_BEDROCK}: that a service runs
   * on AWS does not mean that it may spend money there.
   */
  public static Optional<BedrockSettings> from(SettingsReader reader, Timeouts timeouts) {
    var apiKey = reader.key("AWS_BEARER_TOKEN_BEDROCK");
    var region = reader.optional("BEDROCK_REGION");
    var address = reader.optionalUrl("BEDROCK_BASE_URL");
    var keys = keys(reader);
    var models = models(reader);
    if (region.isEmpty() && apiKey.isEmpty()) return Optional.empty();
    String where = region.or(() -> reader.optional("AWS_REGION")).orElseGet(() -> missing(reader));
    URI baseUrl =
        address.orElseGet(() -> URI.create("https://bedrock-runtime." + where + ".amazonaws.com"));
    return Optional.of(new BedrockSettings(where, baseUrl, apiKey, keys, models, timeouts));
  }

  private static String missing(SettingsReader reader) {
    return reader.fail("BEDROCK_REGION is not set (expected: a region such as eu-west-1)", "none");
  }

  private static Optional<Keys> keys(SettingsReader reader) {
    var secret = reader.key("AWS_SECRET_ACCESS_KEY");
    var session = reader.key("AWS_SESSION_TOKEN");
    return reader
        .key("AWS_ACCESS_KEY_ID")
        .flatMap(id -> secret.map(value -> new Keys(id, value, session)));
  }

  private static List<String> models(SettingsReader reader) {
    var first = VendorSettings.standardModel(reader, Bedrock.NAME);
    var listed = Stream.of(reader.text("BEDROCK_MODELS", "").split("[\\s,]+"));
    return Stream.concat(first.stream(), listed)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  @Override
  public String toString() {
    return "BedrockSettings[baseUrl=%s, models=%s]".formatted(baseUrl, models);
  }
}
