package foundry.ai.route;

import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.provider.TextProvider;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Who can answer. A model's id is its provider's name, a slash, and the provider's own name of it;
 * the first provider is the one that answers where a call names no model.
 */
public final class Providers {
  private final List<TextProvider> providers;

  public Providers(List<TextProvider> providers) {
    if (providers.isEmpty()) throw new IllegalArgumentException("providers: none");
    this.providers = List.copyOf(providers);
  }

  public List<TextProvider> all() {
    return providers;
  }

  /** Fails with {@link Refused} if nobody offers the model. */
  Future<Target> choose(Optional<String> model) {
    return model.map(this::named).orElseGet(this::standard);
  }

  private Future<Target> standard() {
    var provider = providers.getFirst();
    return provider
        .defaultModel()
        .map(model -> new Target(provider, model))
        .recover(
            problem ->
                Future.failedFuture(
                    new Refused(
                        ErrorCode.UPSTREAM_FAILED,
                        "the provider does not say which models it has")));
  }

  /** A name without a known provider is the first one's: its own names may contain slashes. */
  private Future<Target> named(String id) {
    for (var provider : providers) {
      String prefix = provider.name() + "/";
      if (id.startsWith(prefix)) return offered(provider, id.substring(prefix.length()));
    }
    return offered(providers.getFirst(), id);
  }

  /** The target of a checked id. */
  Target target(String id) {
    for (var provider : providers) {
      String prefix = provider.name() + "/";
      if (id.startsWith(prefix)) return new Target(provider, id.substring(prefix.length()));
    }
    throw new IllegalArgumentException(id + ": no such provider");
  }

  private static Future<Target> offered(TextProvider provider, String model) {
    if (!provider.extractive()) return Future.succeededFuture(new Target(provider, model));
    return provider
        .models()
        .compose(
            models -> {
              if (models.contains(model)) {
                return Future.succeededFuture(new Target(provider, model));
              }
              var ids = models.stream().map(name -> provider.name() + "/" + name).toList();
              var message = NearNames.unknown(model, ids);
              return Future.failedFuture(new Refused(ErrorCode.UNKNOWN_MODEL, message));
            });
  }
}
