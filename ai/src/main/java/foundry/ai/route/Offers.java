package foundry.ai.route;

import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.provider.OneQuestionProvider;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final ModelLists lists = new ModelLists(Ticker.SYSTEM);

  public Offers(List<P> providers) {
    if (providers.isEmpty()) throw new IllegalArgumentException("providers: none");
    this.providers = List.copyOf(providers);
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
    return offers()
        .compose(
            offers ->
                offers.stream()
                    .filter(offer -> offer.model().equals(id))
                    .findFirst()
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(unknown(id, offers))));
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
