package foundry.ai.route;

import foundry.ai.provider.TextProvider;

/** A model and whoever offers it. */
public record Target(TextProvider provider, String model) {
  /** As callers name it. */
  public String id() {
    return provider.name() + "/" + model;
  }
}
