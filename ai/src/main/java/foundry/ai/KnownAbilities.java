package foundry.ai;

import foundry.ai.catalogue.Capability;
import foundry.ai.catalogue.Catalogue;
import foundry.ai.route.Abilities;

/** What the catalogue says that a model can do, and cannot. */
record KnownAbilities(Catalogue catalogue) implements Abilities {
  @Override
  public boolean prefills(String id) {
    return can(id, Capability.PREFILL);
  }

  @Override
  public boolean holdsSchema(String id) {
    var facts = catalogue.model(id);
    return facts.isEmpty() || facts.get().can(Capability.JSON_SCHEMA);
  }

  @Override
  public boolean drawsByItself(String id) {
    return can(id, Capability.FIXED_SAMPLING);
  }

  private boolean can(String id, Capability capability) {
    return catalogue.model(id).filter(facts -> facts.can(capability)).isPresent();
  }
}
