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
  private static final List<String> VENDORS =
      List.of("anthropic", "azure", "bedrock", "cohere", "gemini", "local", "mistral", "openai");

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
    if (id.isBlank()) {
      return Future.failedFuture(Refused.invalid("model: blank (expected: a name, or no field)"));
    }
    for (var provider : providers) {
      String prefix = provider.name() + "/";
      if (id.startsWith(prefix)) return offered(provider, id.substring(prefix.length()));
    }
    var vendor = VENDORS.stream().filter(name -> id.startsWith(name + "/")).findFirst();
    return vendor.map(Providers::notSetUp).orElseGet(() -> offered(providers.getFirst(), id));
  }

  /** Whoever names a vendor does not want another one to read the prompt. */
  private static Future<Target> notSetUp(String vendor) {
    String message = "model: %s is not set up here (expected: one of /v1/models)".formatted(vendor);
    return Future.failedFuture(new Refused(ErrorCode.UNKNOWN_MODEL, message));
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
