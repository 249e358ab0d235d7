package foundry.ai.route;

import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.provider.TextProvider;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who can answer. A model's id is its provider's name, a slash, and the provider's own name of it;
 * the first provider is the one that answers where a call names no model.
 */
public final class Providers {
  private static final List<String> VENDORS =
      List.of("anthropic", "azure", "bedrock", "cohere", "gemini", "local", "mistral", "openai");

  private final List<TextProvider> providers;
  private final Predicate<String> known;
  private final ModelLists lists = new ModelLists(Ticker.SYSTEM);

  /**
   * @param known whether the catalogue has a model of this id
   */
  public Providers(List<TextProvider> providers, Predicate<String> known) {
    if (providers.isEmpty()) throw new IllegalArgumentException("providers: none");
    this.providers = List.copyOf(providers);
    this.known = known;
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

  /**
   * Whose name is in front of the slash is asked, and nobody else. A name without one is that of
   * the provider whose model the catalogue knows by it, or else of the first one: which may have
   * models that nobody knows of, also such with a slash in their names if it passes on those of
   * others.
   */
  private Future<Target> named(String id) {
    if (id.isBlank()) {
      return Future.failedFuture(Refused.invalid("model: blank (expected: a name, or no field)"));
    }
    for (var provider : providers) {
      String prefix = provider.name() + "/";
      if (id.startsWith(prefix)) return offered(provider, id.substring(prefix.length()));
    }
    var vendor = notSetUp(id);
    if (vendor.isPresent()) return Future.failedFuture(vendor.get());
    for (var provider : providers) {
      if (known.test(provider.name() + "/" + id)) return offered(provider, id);
    }
    var first = providers.getFirst();
    return first.mayHave(id) ? offered(first, id) : unknown(id);
  }

  /** With near names; a provider that cannot be asked right now hides none of another. */
  private Future<Target> unknown(String id) {
    var all =
        providers.stream()
            .map(provider -> lists.of(provider.name(), provider::models).otherwise(List.of()))
            .toList();
    return Future.join(all)
        .compose(
            ignored -> {
              var ids = new ArrayList<String>();
              for (int i = 0; i < all.size(); i++) {
                String prefix = providers.get(i).name() + "/";
                for (String model : all.get(i).result()) ids.add(prefix + model);
              }
              String message = NearNames.unknown(id, ids);
              return Future.failedFuture(new Refused(ErrorCode.UNKNOWN_MODEL, message));
            });
  }

  /**
   * The refusal of a model of a vendor that is not set up: whoever names one does not want another
   * to read the prompt.
   */
  static Optional<Refused> notSetUp(String id) {
    return VENDORS.stream()
        .filter(name -> id.startsWith(name + "/"))
        .findFirst()
        .map(
            vendor ->
                new Refused(
                    ErrorCode.UNKNOWN_MODEL,
                    "model: %s is not set up here (expected: one of /v1/models)"
                        .formatted(vendor)));
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
