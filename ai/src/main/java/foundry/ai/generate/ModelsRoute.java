package foundry.ai.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import foundry.ai.provider.TextProvider;
import foundry.ai.route.Providers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** GET /v1/models. */
public final class ModelsRoute implements Route {
  enum Kind {
    @JsonProperty("generate")
    GENERATE,
    @JsonProperty("embed")
    EMBED
  }

  record Model(String id, String provider, Kind kind, @JsonProperty("default") boolean isDefault) {}

  record Reply(List<Model> models) {}

  private final Providers providers;
  private final String embeddingModel;

  public ModelsRoute(Providers providers, String embeddingModel) {
    this.providers = providers;
    this.embeddingModel = embeddingModel;
  }

  @Override
  public void handle(Exchange exchange) throws Exception {
    var models = new ArrayList<Model>();
    for (var provider : providers.all()) models.addAll(of(provider));
    models.add(new Model(embeddingModel, "local", Kind.EMBED, true));
    exchange.reply(new Reply(models));
  }

  private List<Model> of(TextProvider provider) throws Exception {
    boolean first = provider.equals(providers.all().getFirst());
    String standard = answer(provider.defaultModel(), "");
    var names = new LinkedHashSet<String>();
    if (!standard.isEmpty()) names.add(standard);
    names.addAll(answer(provider.models(), List.of()));
    return names.stream()
        .map(name -> model(provider, name, first && name.equals(standard)))
        .toList();
  }

  private static Model model(TextProvider provider, String name, boolean isDefault) {
    return new Model(provider.name() + "/" + name, provider.name(), Kind.GENERATE, isDefault);
  }

  /** A provider that cannot be asked right now hides no model of another. */
  private static <T> T answer(Future<T> asked, T otherwise) throws Exception {
    return asked.otherwise(otherwise).toCompletionStage().toCompletableFuture().get();
  }
}
