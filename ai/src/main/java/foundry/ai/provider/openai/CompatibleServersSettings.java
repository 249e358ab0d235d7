package foundry.ai.provider.openai;

import foundry.ai.Settings.OpenAi;
import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.upstream.VendorSettings;
import foundry.settings.SettingsReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Servers that speak OpenAI's dialect beside OpenAI: Ollama, vLLM, llama.cpp, OpenRouter, each with
 * a name of its own.
 *
 * @param byName in the order of the setting
 */
public record CompatibleServersSettings(Map<String, OpenAi> byName) {
  private static final String SERVERS = "FOUNDRY_COMPATIBLE_SERVERS";
  private static final String KEYS = "FOUNDRY_COMPATIBLE_KEYS";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** Names that other providers have. */
  private static final Set<String> TAKEN =
      Set.of("openai", "azure", "anthropic", "gemini", "bedrock", "mistral", "cohere", "local");

  public static CompatibleServersSettings from(SettingsReader reader, Timeouts timeouts) {
    var urls = pairs(reader, SERVERS, "http://127.0.0.1:11434/v1");
    var keys = pairs(reader, KEYS, "key");
    for (String name : keys.keySet()) {
      if (!urls.containsKey(name)) {
        reader.fail("%s: %s (expected: a name of %s)".formatted(KEYS, name, SERVERS), name);
      }
      reader.key("%s: %s=...".formatted(KEYS, name), keys.get(name));
    }
    var byName = new LinkedHashMap<String, OpenAi>();
    urls.forEach(
        (name, url) -> {
          var first = VendorSettings.standardModel(reader, name);
          byName.put(
              name,
              new OpenAi(
                  url(reader, name, url), Optional.ofNullable(keys.get(name)), first, timeouts));
        });
    return new CompatibleServersSettings(byName);
  }

  private static Map<String, String> pairs(SettingsReader reader, String setting, String example) {
    var pairs = new LinkedHashMap<String, String>();
    int entry = 0;
    for (String pair : List.of(reader.text(setting, "").split(";", -1))) {
      entry++;
      if (pair.isBlank()) continue;
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair.strip() : pair.substring(0, equals).strip();
      boolean wrong = equals < 0 || !NAME.matcher(name).matches() || TAKEN.contains(name);
      String expected = "expected: name=%s;..., no name of another provider".formatted(example);
      // What stands behind the sign may be a key.
      if (wrong || pairs.put(name, pair.substring(equals + 1).strip()) != null) {
        reader.fail("%s: entry %d (%s)".formatted(setting, entry, expected), "");
      }
    }
    return pairs;
  }

  private static URI url(SettingsReader reader, String name, String text) {
    try {
      var url = new URI(text);
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) return url;
    } catch (URISyntaxException e) {
      // falls through to the one error for both mistakes
    }
    String error = "%s: %s=... (expected: an http or https URL)".formatted(SERVERS, name);
    return reader.fail(error, URI.create("http://not.set"));
  }

  @Override
  public String toString() {
    return "CompatibleServersSettings" + byName.keySet();
  }
}
