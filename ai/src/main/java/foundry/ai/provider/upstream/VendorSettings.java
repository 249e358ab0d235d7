package foundry.ai.provider.upstream;

import foundry.ai.Settings.Timeouts;
import foundry.settings.SettingsReader;
import java.net.URI;
import java.util.Optional;

/**
 * How a vendor is reached that is off until there is a key.
 *
 * @param baseUrl before the paths of the vendor's own reference
 * @param model answers where a call names none
 */
public record VendorSettings(URI baseUrl, String apiKey, String model, Timeouts timeouts) {
  /**
   * What is set where.
   *
   * @param name of the provider, as callers write it before the slash
   * @param key the setting that holds the key
   * @param url the setting that names another server
   * @param ownUrl the vendor's own server
   * @param model answers unless {@code FOUNDRY_MODEL} names another of this vendor
   */
  public record Vendor(String name, String key, String url, URI ownUrl, String model) {}

  /** Empty without the key. */
  public static Optional<VendorSettings> from(
      SettingsReader reader, Timeouts timeouts, Vendor vendor) {
    URI baseUrl = reader.optionalUrl(vendor.url()).orElse(vendor.ownUrl());
    var model = standardModel(reader, vendor.name()).orElse(vendor.model());
    return reader.key(vendor.key()).map(key -> new VendorSettings(baseUrl, key, model, timeouts));
  }

  /** The one that {@code FOUNDRY_MODEL} names, if it is this provider's. */
  public static Optional<String> standardModel(SettingsReader reader, String provider) {
    String prefix = provider + "/";
    return reader
        .optional("FOUNDRY_MODEL")
        .filter(model -> model.startsWith(prefix))
        .map(model -> model.substring(prefix.length()));
  }

  @Override
  public String toString() {
    return "VendorSettings[baseUrl=%s, model=%s]".formatted(baseUrl, model);
  }
}
