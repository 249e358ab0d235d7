package foundry.ai.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.ModelFacts;
import foundry.ai.catalogue.Price;
import foundry.ai.http.Fields;
import foundry.ai.provider.OneQuestionProvider;
import foundry.ai.provider.TextProvider;
import foundry.ai.route.ModelLists;
import foundry.ai.route.Offers;
import foundry.ai.route.Providers;
import foundry.ai.route.Ticker;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models that callers may name, and what is known of them. */
public final class Models {
  /** What a model is for. */
  public enum Kind {
    @JsonProperty("generate")
    GENERATE,
    @JsonProperty("embed")
    EMBED,
    @JsonProperty("rerank")
    RERANK,
    @JsonProperty("moderate")
    MODERATE
  }

  /** One of them. */
  public record Model(
      String id,
      String provider,
      Kind kind,
      @JsonProperty("default") boolean isDefault,
      @Nullable Integer contextTokens,
      @Nullable Integer outputTokensMax,
      List<String> capabilities,
      @Nullable ListedPrice price) {}

  /** Dollars per million tokens where no tier of long prompts applies. */
  public record ListedPrice(
      String currency,
      BigDecimal input,
      BigDecimal output,
      @Nullable BigDecimal cachedInput,
      @Nullable BigDecimal cacheWrite,
      String date,
      String source) {
    static ListedPrice of(Price price) {
      var rates = price.base();
      return new ListedPrice(
          Price.CURRENCY,
          rates.input(),
          rates.output(),
          rates.cachedInput().orElse(null),
          rates.cacheWrite().orElse(null),
          price.source().date().toString(),
          price.source().url().toString());
    }
  }

  private final Providers providers;
  private final Map<Kind, Offers<? extends OneQuestionProvider>> others;
  private final Catalogue catalogue;
  private final ModelLists lists = new ModelLists(Ticker.SYSTEM);

  /**
   * @param others in the order in which they are listed
   */
  public Models(
      Providers providers,
      Map<Kind, Offers<? extends OneQuestionProvider>> others,
      Catalogue catalogue) {
    this.providers = providers;
    this.others = others;
    this.catalogue = catalogue;
  }

  /** Asks every provider at once, now and then. Call on an event loop. */
  public Future<List<Model>> list() {
    var lists = new ArrayList<Future<List<Model>>>();
    for (var provider : providers.all()) lists.add(of(provider));
    others.forEach((kind, offers) -> lists.add(of(kind, offers)));
    return Future.join(lists)
        .map(ignored -> lists.stream().flatMap(list -> list.result().stream()).toList());
  }

  /** A provider that cannot be asked right now hides no model of another. */
  private Future<List<Model>> of(TextProvider provider) {
    boolean first = provider.equals(providers.all().getFirst());
    var standard = provider.defaultModel().otherwise("");
    var listed = lists.of(provider.name(), provider::models).otherwise(List.of());
    return Future.join(standard, listed)
        .map(
            ignored -> {
              var names = new LinkedHashSet<String>();
              if (!standard.result().isEmpty()) names.add(standard.result());
              names.addAll(listed.result());
              return names.stream()
                  .map(name -> model(provider, name, first && name.equals(standard.result())))
                  .toList();
            });
  }

  private Model model(TextProvider provider, String name, boolean isDefault) {
    return model(provider.name(), name, Kind.GENERATE, isDefault);
  }

  private <P extends OneQuestionProvider> Future<List<Model>> of(Kind kind, Offers<P> offers) {
    return offers
        .offers()
        .map(
            all -> {
              var models = new ArrayList<Model>();
              for (var offer : all) {
                boolean first = models.isEmpty();
                models.add(model(offer.provider().name(), offer.model(), kind, first));
              }
              return models;
            });
  }

  private Model model(String provider, String name, Kind kind, boolean isDefault) {
    String id = provider + "/" + name;
    Optional<ModelFacts> facts = catalogue.model(id);
    return new Model(
        id,
        provider,
        kind,
        isDefault,
        facts.flatMap(ModelFacts::contextTokens).orElse(null),
        facts.flatMap(ModelFacts::outputTokensMax).orElse(null),
        facts.stream()
            .flatMap(known -> known.capabilities().stream())
            .map(Fields::wireName)
            .toList(),
        facts.flatMap(ModelFacts::price).map(ListedPrice::of).orElse(null));
  }
}
