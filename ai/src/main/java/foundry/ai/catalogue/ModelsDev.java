package foundry.ai.catalogue;

import foundry.ai.catalogue.Price.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads models.dev's catalogue: providers, each with its models. */
record ModelsDev(Source source) {
  /** Our names of the providers that we have. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "openai", "openai",
          "azure", "azure",
          "anthropic", "anthropic",
          "google", "gemini",
          "amazon-bedrock", "bedrock",
          "mistral", "mistral",
          "cohere", "cohere");

  List<ModelFacts> read(JsonNode document) {
    var facts = new ArrayList<ModelFacts>();
    PROVIDERS.forEach(
        (theirs, ours) -> {
          for (var model : document.path(theirs).path("models")) {
            model(ours, model, source).ifPresent(facts::add);
          }
        });
    return facts;
  }

  private static Optional<ModelFacts> model(String provider, JsonNode model, Source origin) {
    String name = model.path("id").asString("");
    boolean embeds = name.contains("embed");
    boolean writes = list(model.path("modalities").path("output")).equals(List.of("text"));
    if (name.isEmpty() || !writes) return Optional.empty();
    var limit = model.path("limit");
    return Optional.of(
        new ModelFacts(
            provider + "/" + name,
            ImportedFacts.family(provider, name),
            ImportedFacts.tokens(limit.path("context")),
            embeds ? Optional.empty() : ImportedFacts.tokens(limit.path("output")),
            embeds ? Set.of(Capability.EMBEDDINGS) : capabilities(provider, name, model),
            origin,
            price(model.path("cost"), origin)));
  }

  private static Set<Capability> capabilities(String provider, String name, JsonNode model) {
    var capabilities = ImportedFacts.text(provider, name);
    if (model.path("tool_call").asBoolean(false)) capabilities.add(Capability.TOOLS);
    if (model.path("reasoning").asBoolean(false)) capabilities.add(Capability.THINKING);
    if (model.path("structured_output").asBoolean(false)) {
      capabilities.add(Capability.JSON_SCHEMA);
    }
    if (list(model.path("modalities").path("input")).contains("image")) {
      capabilities.add(Capability.IMAGES);
    }
    return capabilities;
  }

  private static List<String> list(JsonNode names) {
    return names.values().stream().map(name -> name.asString("")).toList();
  }

  private static Optional<Price> price(JsonNode cost, Source origin) {
    var base = ImportedFacts.known(rates(cost));
    if (base.isEmpty()) return Optional.empty();
    var tiers = new ArrayList<Tier>();
    for (var tier : cost.path("tiers")) {
      var size = ImportedFacts.tokens(tier.path("tier").path("size"));
      var rates = rates(tier);
      if (size.isPresent() && rates.isPresent()) tiers.add(new Tier(size.get(), rates.get()));
    }
    return Optional.of(new Price(origin, base.get(), tiers));
  }

  private static Optional<Price.Rates> rates(JsonNode cost) {
    return ImportedFacts.rates(
        ImportedFacts.dollars(cost.path("input")),
        ImportedFacts.dollars(cost.path("output")),
        ImportedFacts.dollars(cost.path("cache_read")),
        ImportedFacts.dollars(cost.path("cache_write")));
  }
}
