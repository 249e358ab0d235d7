package foundry.ai.catalogue;

import foundry.ai.catalogue.Price.Rates;
import foundry.ai.catalogue.Price.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads LiteLLM's flat list of models. */
record LiteLlm(Source source) {
  /** Our names of the providers that we have. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "openai", "openai",
          "azure", "azure",
          "anthropic", "anthropic",
          "gemini", "gemini",
          "bedrock", "bedrock",
          "bedrock_converse", "bedrock",
          "mistral", "mistral",
          "cohere", "cohere",
          "cohere_chat", "cohere");

  /** The steps of which prices are written, as the names of the fields have them. */
  private static final Map<String, Integer> STEPS =
      Map.of("128k", 128_000, "200k", 200_000, "256k", 256_000, "272k", 272_000);

  List<ModelFacts> read(JsonNode document) {
    var facts = new ArrayList<ModelFacts>();
    for (var entry : document.properties()) {
      String provider = PROVIDERS.get(entry.getValue().path("litellm_provider").asString(""));
      if (provider != null) model(provider, entry.getKey(), entry.getValue()).ifPresent(facts::add);
    }
    return facts;
  }

  private Optional<ModelFacts> model(String provider, String key, JsonNode model) {
    String prefix = provider + "/";
    String name = key.startsWith(prefix) ? key.substring(prefix.length()) : key;
    // What still has a slash is a region or a size of pictures.
    if (name.contains("/")) return Optional.empty();
    return capabilities(provider, name, model)
        .map(
            capabilities ->
                new ModelFacts(
                    prefix + name,
                    ImportedFacts.family(provider, name),
                    ImportedFacts.tokens(model.path("max_input_tokens")),
                    capabilities.contains(Capability.STREAMING)
                        ? ImportedFacts.tokens(model.path("max_output_tokens"))
                        : Optional.empty(),
                    capabilities,
                    source,
                    price(model, capabilities)));
  }

  /** Empty for what makes pictures, speech and the like. */
  private static Optional<Set<Capability>> capabilities(
      String provider, String name, JsonNode model) {
    return switch (model.path("mode").asString("")) {
      case "embedding" -> Optional.of(Set.of(Capability.EMBEDDINGS));
      case "rerank" -> Optional.of(Set.of(Capability.RERANK));
      case "moderation" -> Optional.of(Set.of(Capability.MODERATION));
      case "chat", "responses" -> Optional.of(text(provider, name, model));
      default -> Optional.empty();
    };
  }

  private static Set<Capability> text(String provider, String name, JsonNode model) {
    var capabilities = ImportedFacts.text(provider, name);
    var fields =
        Map.of(
            "supports_function_calling", Capability.TOOLS,
            "supports_vision", Capability.IMAGES,
            "supports_response_schema", Capability.JSON_SCHEMA,
            "supports_reasoning", Capability.THINKING,
            "supports_assistant_prefill", Capability.PREFILL);
    fields.forEach(
        (field, capability) -> {
          if (model.path(field).asBoolean(false)) capabilities.add(capability);
        });
    return capabilities;
  }

  private Optional<Price> price(JsonNode model, Set<Capability> capabilities) {
    // A ranking is paid by the search, which is no price per token.
    if (capabilities.contains(Capability.RERANK)) return Optional.empty();
    var base = ImportedFacts.known(rates(model, ""));
    if (base.isEmpty()) return Optional.empty();
    var tiers = new ArrayList<Tier>();
    STEPS.forEach(
        (name, tokens) ->
            rates(model, "_above_" + name + "_tokens")
                .ifPresent(rates -> tiers.add(new Tier(tokens, rates))));
    return Optional.of(new Price(source, base.get(), tiers));
  }

  private static Optional<Rates> rates(JsonNode model, String suffix) {
    return ImportedFacts.rates(
        ImportedFacts.dollarsPerToken(model.path("input_cost_per_token" + suffix)),
        ImportedFacts.dollarsPerToken(model.path("output_cost_per_token" + suffix)),
        ImportedFacts.dollarsPerToken(model.path("cache_read_input_token_cost" + suffix)),
        ImportedFacts.dollarsPerToken(model.path("cache_creation_input_token_cost" + suffix)));
  }
}
