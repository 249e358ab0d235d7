package foundry.settings;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads one setting after the other and keeps every mistake until {@link #check()}.
 *
 * <p>A setting is named as the environment names it ({@code FOUNDRY_API_PORT}). Order: given
 * overrides, environment, {@code .env}, default. An empty value counts as not set.
 */
public final class SettingsReader {
  private final SmallRyeConfig config;
  private final List<String> errors = new ArrayList<>();

  private SettingsReader(SmallRyeConfig config) {
    this.config = config;
  }

  /** Reads these values over the process environment. */
  public static SettingsReader of(Map<String, String> overrides) {
    return of(overrides, System.getenv(), Map.of());
  }

  /** Reads these values over the process environment over a {@code .env} file, if there is one. */
  public static SettingsReader withDotEnv(Map<String, String> overrides, Path dotEnv) {
    return of(overrides, System.getenv(), load(dotEnv));
  }

  /** Reads these values and nothing else. */
  public static SettingsReader only(Map<String, String> values) {
    return of(values, Map.of(), Map.of());
  }

  private static SettingsReader of(
      Map<String, String> overrides, Map<String, String> environment, Map<String, String> dotEnv) {
    return new SettingsReader(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(overrides, "overrides", 500))
            .withSources(new EnvConfigSource(environment, 300))
            .withSources(new PropertiesConfigSource(dotEnv, ".env", 200))
            .build());
  }

  private static Map<String, String> load(Path file) {
    if (!Files.isRegularFile(file)) return Map.of();
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    var values = new HashMap<String, String>();
    properties.stringPropertyNames().forEach(n -> values.put(n, properties.getProperty(n)));
    return values;
  }

  public Optional<String> optional(String name) {
    return config.getOptionalValue(name, String.class).map(String::strip).filter(v -> !v.isEmpty());
  }

  /**
   * A secret that is sent in a header, where a line break would begin another one. Its value is in
   * no error.
   */
  public Optional<String> key(String name) {
    return optional(name).map(key -> key(name, key));
  }

  /** The same of a part of a setting; {@code name} as the error has it. */
  public String key(String name, String key) {
    if (key.chars().allMatch(c -> c > ' ' && c < 0x7f)) return key;
    return fail(
        name + ": a line break or another character that no key has (expected: visible ASCII)",
        key);
  }

  public String text(String name, String defaultValue) {
    return optional(name).orElse(defaultValue);
  }

  /** The value, or an error that says what the setting is for. */
  public String required(String name, String purpose) {
    return optional(name).orElseGet(() -> fail("%s is not set (%s)".formatted(name, purpose), ""));
  }

  public int number(String name, int defaultValue, int min, int max) {
    var text = optional(name);
    if (text.isEmpty()) return defaultValue;
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) return value;
    } catch (NumberFormatException e) {
      // falls through to the one error for both mistakes
    }
    return fail("%s: %s (expected: %d..%d)".formatted(name, text.get(), min, max), defaultValue);
  }

  public boolean flag(String name, boolean defaultValue) {
    var text = optional(name);
    if (text.isEmpty()) return defaultValue;
    return switch (text.get()) {
      case "true" -> true;
      case "false" -> false;
      default -> fail("%s: %s (expected: true or false)".formatted(name, text.get()), defaultValue);
    };
  }

  public <E extends Enum<E>> E choice(String name, E defaultValue) {
    var text = optional(name);
    if (text.isEmpty()) return defaultValue;
    for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text.get())) return constant;
    }
    var words = new ArrayList<String>();
    for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
    }
    String expected = String.join(", ", words);
    return fail("%s: %s (expected: one of %s)".formatted(name, text.get(), expected), defaultValue);
  }

  public URI url(String name, String purpose) {
    return toUrl(name, required(name, purpose));
  }

  public Optional<URI> optionalUrl(String name) {
    return optional(name).map(text -> toUrl(name, text));
  }

  private URI toUrl(String name, String text) {
    var nowhere = URI.create("http://not.set");
    if (text.isEmpty()) return nowhere;
    try {
      var url = new URI(text);
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) return url;
    } catch (URISyntaxException e) {
      // falls through to the one error for both mistakes
    }
    return fail("%s: %s (expected: an http or https URL)".formatted(name, text), nowhere);
  }

  /** Adds a mistake found by the caller. */
  public <T> T fail(String error, T placeholder) {
    errors.add(error);
    return placeholder;
  }

  /** Throws {@link InvalidSettings} if anything read so far was wrong. */
  public void check() {
    if (!errors.isEmpty()) throw new InvalidSettings(errors);
  }
}
