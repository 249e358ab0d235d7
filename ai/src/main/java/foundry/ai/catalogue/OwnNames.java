package foundry.ai.catalogue;

import java.util.Optional;
import java.util.Set;

/**
 * Names of models that are ours: of the catalogue, the settings, the routes. Any other came from a
 * caller, who may have typed anything into it, and no other caller is shown it.
 *
 * @param set by whoever runs the service, as callers name them
 */
public record OwnNames(Catalogue catalogue, Set<String> set) {
  public OwnNames {
    set = Set.copyOf(set);
  }

  public boolean has(String id) {
    return set.contains(id) || of(id).filter(id::equals).isPresent();
  }

  /** The name under which a model is shown; a dated snapshot under that of its model. */
  public Optional<String> shown(String id) {
    return set.contains(id) ? Optional.of(id) : of(id);
  }

  private Optional<String> of(String id) {
    return catalogue.model(id).map(ModelFacts::id);
  }
}
