package foundry.ai.catalogue;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where facts are taken from. */
public enum ImportFormat {
  /** The {@code api.json} of models.dev: dollars per million tokens. */
  MODELS_DEV("models.dev"),
  /** LiteLLM's {@code model_prices_and_context_window.json}: dollars per token. */
  LITELLM("litellm");

  private final String wireName;

  ImportFormat(String wireName) {
    this.wireName = wireName;
  }

  /** As the command names it. */
  @Override
  public String toString() {
    return wireName;
  }

  List<ModelFacts> read(JsonNode document, Source source) {
    return switch (this) {
      case MODELS_DEV -> new ModelsDev(source).read(document);
      case LITELLM -> new LiteLlm(source).read(document);
    };
  }
}
