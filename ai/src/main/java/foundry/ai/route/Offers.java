package foundry.ai.route;

import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.provider.OneQuestionProvider;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who answers questions of one kind. The first provider is the one that answers where a call names
 * no model.
 */
public final class Offers<P extends OneQuestionProvider> {
  /** A model and whoever offers it. */
  public record Offer<P extends OneQuestionProvider>(P provider, String model) {
    /** As callers name it. */
    public String id() {
      return provider.name() + "/" + model;
    }
  }

  private final List<P> providers;
  private final Predicate<String> known;
  private final ModelLists lists = new ModelLists(Ticker.SYSTEM);

  /**
   * @param known whether the catalogue has a model of this id
   */
  public Offers(List<P> providers, Predicate<String> known) {
    if (providers.isEmpty()) throw new IllegalArgumentException("providers: none");
    this.providers = List.copyOf(providers);
    this.known = known;
  }

  public List<P> all() {
    return providers;
  }

  /** Fails with {@link Refused} if nobody offers the model. */
  public Future<Offer<P>> choose(Optional<String> model) {
    if (model.isEmpty()) return standard();
    String id = model.get();
    for (var provider : providers) {
      String prefix = provider.name() + "/";
      if (id.startsWith(prefix)) return offered(provider, id.substring(prefix.length()), id);
    }
    var vendor = Providers.notSetUp(id);
    return offers().compose(offers -> named(id, offers, vendor));
  }

  /**
   * Who lists a model of this name has it; or else the provider by whose name the catalogue knows
   * it, or the first that may have more than it lists.
   */
  private Future<Offer<P>> named(String id, List<Offer<P>> offers, Optional<Refused> notSetUp) {
    for (var offer : offers) {
      if (offer.model().equals(id)) return Future.succeededFuture(offer);
    }
    if (notSetUp.isPresent()) return Future.failedFuture(notSetUp.get());
    for (var provider : providers) {
      if (known.test(provider.name() + "/" + id)) return offered(provider, id, id);
    }
    for (var provider : providers) {
      if (provider.listsAll()) continue;
      if (!provider.mayHave(id)) break;
      return Future.succeededFuture(new Offer<>(provider, id));
    }
    return Future.failedFuture(unknown(id, offers));
  }

  private Future<Offer<P>> standard() {
    var first = providers.getFirst();
    return models(first)
        .compose(
            models ->
                models.isEmpty()
                    ? Future.failedFuture(
                        new Refused(
                            ErrorCode.UPSTREAM_FAILED,
                            "the provider does not say which models it has"))
                    : Future.succeededFuture(new Offer<>(first, models.getFirst())));
  }

  /** What a provider does not list it may have since yesterday: it is asked. */
  private Future<Offer<P>> offered(P provider, String model, String id) {
    if (!provider.listsAll()) return Future.succeededFuture(new Offer<>(provider, model));
    return models(provider)
        .compose(
            models ->
                models.contains(model)
                    ? Future.succeededFuture(new Offer<>(provider, model))
                    : refuse(id));
  }

  /** Fails with the refusal of a model that nobody has after all. */
  public <T> Future<T> refuse(String id) {
    return offers().compose(offers -> Future.failedFuture(unknown(id, offers)));
  }

  private static Refused unknown(String id, List<? extends Offer<?>> offers) {
    var ids = offers.stream().map(Offer::id).toList();
    return new Refused(ErrorCode.UNKNOWN_MODEL, NearNames.unknown(id, ids));
  }

  private Future<List<String>> models(P provider) {
    return lists.of(provider.name(), provider::models);
  }

  /** All that is known to be offered; a provider that cannot be asked right now hides no other. */
  public Future<List<Offer<P>>> offers() {
    var lists = providers.stream().map(provider -> models(provider).otherwise(List.of())).toList();
    return Future.join(lists)
        .map(
            ignored -> {
              var all = new ArrayList<Offer<P>>();
              for (int i = 0; i < lists.size(); i++) {
                var provider = providers.get(i);
                lists.get(i).result().forEach(model -> all.add(new Offer<>(provider, model)));
              }
              return all;
            });
  }
}
