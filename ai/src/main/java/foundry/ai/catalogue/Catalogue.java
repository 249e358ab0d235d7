package foundry.ai.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All models of which something is known. Immutable; a look-up is one of a hash table. */
public final class Catalogue {
  /** The shortest date that names a snapshot: {@code 0613}, {@code 2411}. */
  private static final int SNAPSHOT_DIGITS_MIN = 4;

  private static final String LATEST = "latest";

  private final Map<String, Optional<ModelFacts>> models;

  public Catalogue(Collection<ModelFacts> models) {
    var byId = new LinkedHashMap<String, Optional<ModelFacts>>();
    for (var model : models) {
      if (byId.putIfAbsent(model.id(), Optional.of(model)) != null) {
        throw new IllegalArgumentException(model.id() + ": twice in the catalogue");
      }
    }
    this.models = Collections.unmodifiableMap(byId);
  }

  /** Nothing is known of any model. */
  public static Catalogue empty() {
    return new Catalogue(java.util.List.of());
  }

  /** What the service was built with. */
  public static Catalogue builtIn() {
    return CatalogueFile.builtIn();
  }

  /**
   * The model of this id, such as {@code openai/gpt-4.1-mini}. A dated snapshot that is not listed
   * itself ({@code openai/gpt-4.1-mini-2025-04-14}) is the model with the longest name that its own
   * begins with.
   */
  public Optional<ModelFacts> model(String id) {
    var found = models.get(id);
    return found == null ? undated(id) : found;
  }

  private Optional<ModelFacts> undated(String id) {
    int start = id.indexOf('/') + 1;
    for (int at = id.length() - 1; at > start; at--) {
      char c = id.charAt(at);
      if (c != '-' && c != '@' && c != ':') continue;
      var found = models.get(id.substring(0, at));
      if (found != null) return namesSnapshot(id, at + 1) ? found : Optional.empty();
    }
    return Optional.empty();
  }

  public boolean hasModel(String id) {
    return model(id).isPresent();
  }

  /** A date and nothing else: {@code gpt-4.1-nano} is another model than {@code gpt-4.1}. */
  private static boolean namesSnapshot(String id, int from) {
    if (id.startsWith(LATEST, from)) return id.length() == from + LATEST.length();
    int digits = 0;
    for (int at = from; at < id.length(); at++) {
      char c = id.charAt(at);
      if (c >= '0' && c <= '9') digits++;
      else if (c != '-') return false;
    }
    return digits >= SNAPSHOT_DIGITS_MIN;
  }

  /** In the order of the file: by id. */
  public Collection<ModelFacts> all() {
    return models.values().stream().flatMap(Optional::stream).toList();
  }
}
