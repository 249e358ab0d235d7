package foundry.ai.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import foundry.ai.catalogue.Capability;
import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.ModelFacts;
import foundry.ai.catalogue.Price;
import foundry.ai.http.Fields;
import foundry.ai.provider.OneQuestionProvider;
import foundry.ai.provider.TextProvider;
import foundry.ai.route.ModelLists;
import foundry.ai.route.Offers;
import foundry.ai.route.Providers;
import foundry.ai.route.RouteSpec;
import foundry.ai.route.Ticker;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

  /** Whose models the aliases of the routes file are. */
  private static final String ROUTES = "routes";

  private final Providers providers;
  private final Collection<RouteSpec> routes;
  private final Map<Kind, Offers<? extends OneQuestionProvider>> others;
  private final Catalogue catalogue;
  private final ModelLists lists = new ModelLists(Ticker.SYSTEM);

  /**
   * @param routes are listed first, by their aliases
   * @param others in the order in which they are listed
   */
  public Models(
      Providers providers,
      Collection<RouteSpec> routes,
      Map<Kind, Offers<? extends OneQuestionProvider>> others,
      Catalogue catalogue) {
    this.providers = providers;
    this.routes = List.copyOf(routes);
    this.others = others;
    this.catalogue = catalogue;
  }

  /** Asks every provider at once, now and then. Call on an event loop. */
  public Future<List<Model>> list() {
    var lists = new ArrayList<Future<List<Model>>>();
    lists.add(Future.succeededFuture(routes.stream().map(this::alias).toList()));
    for (var provider : providers.all()) lists.add(of(provider));
    others.forEach((kind, offers) -> lists.add(of(kind, offers)));
    return Future.join(lists)
        .map(ignored -> lists.stream().flatMap(list -> list.result().stream()).toList());
  }

  /** Any of its models may answer: it can what all of them can, and has no price of its own. */
  private Model alias(RouteSpec route) {
    var facts = new ArrayList<Optional<ModelFacts>>();
    for (var group : route.groups()) {
      for (var share : group.shares()) facts.add(catalogue.model(share.model()));
    }
    var common = EnumSet.allOf(Capability.class);
    for (var one : facts) common.retainAll(one.map(ModelFacts::capabilities).orElse(Set.of()));
    return new Model(
        route.alias(),
        ROUTES,
        Kind.GENERATE,
        route.standard(),
        most(facts, ModelFacts::contextTokens),
        most(facts, ModelFacts::outputTokensMax),
        common.stream().map(Fields::wireName).toList(),
        null);
  }

  /** Of the one that takes most, since the others are spared; null where one is not known. */
  private static @Nullable Integer most(
      List<Optional<ModelFacts>> facts, Function<ModelFacts, Optional<Integer>> number) {
    int most = 0;
    for (var one : facts) {
      var known = one.flatMap(number);
      if (known.isEmpty()) return null;
      most = Math.max(most, known.get());
    }
    return most;
  }

  /** A provider that cannot be asked right now hides no model of another. */
  private Future<List<Model>> of(TextProvider provider) {
    boolean routed = routes.stream().anyMatch(RouteSpec::standard);
    boolean first = !routed && provider.equals(providers.all().getFirst());
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
