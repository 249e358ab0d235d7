package foundry.ai.provider.azure;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.upstream.VendorSettings;
import foundry.settings.SettingsReader;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How Azure OpenAI is reached. A model is named as its deployment is.
 *
 * @param endpoint of the resource, before {@code /openai}
 * @param apiVersion a dated one, with deployments in the path; empty: the version that needs none
 * @param deployments that answer, the one first where a call names none
 * @param embeddingDeployments that make vectors
 */
public record AzureSettings(
    URI endpoint,
    String apiKey,
    Optional<String> apiVersion,
    List<String> deployments,
    List<String> embeddingDeployments,
    Timeouts timeouts) {
  /** Empty without {@code AZURE_OPENAI_API_KEY}. */
  public static Optional<AzureSettings> from(SettingsReader reader, Timeouts timeouts) {
    var endpoint = reader.optionalUrl("AZURE_OPENAI_ENDPOINT");
    var version = reader.optional("AZURE_OPENAI_API_VERSION");
    var first = VendorSettings.standardModel(reader, Azure.NAME);
    var deployments = list(reader.text("AZURE_OPENAI_DEPLOYMENTS", ""));
    var embedding = list(reader.text("AZURE_OPENAI_EMBEDDING_DEPLOYMENTS", ""));
    var key = reader.key("AZURE_OPENAI_API_KEY");
    if (key.isEmpty()) return Optional.empty();
    if (endpoint.isEmpty()) {
      String error = "AZURE_OPENAI_ENDPOINT is not set (https://<resource>.openai.azure.com)";
      return reader.fail(error, Optional.empty());
    }
    return Optional.of(
        new AzureSettings(
            endpoint.get(),
            key.get(),
            version.filter(text -> !text.equals("v1")),
            withFirst(first, deployments),
            embedding,
            timeouts));
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
  }

  private static List<String> withFirst(Optional<String> first, List<String> others) {
    if (first.isEmpty()) return others;
    var all = new java.util.LinkedHashSet<String>();
    all.add(first.get());
    all.addAll(others);
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return "AzureSettings[endpoint=%s, apiVersion=%s, deployments=%s]"
        .formatted(endpoint, apiVersion, deployments);
  }
}
