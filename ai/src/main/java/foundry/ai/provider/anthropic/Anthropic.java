package foundry.ai.provider.anthropic;

import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.Signature;
import foundry.ai.provider.upstream.Upstream;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Anthropic, or a server that imitates it. */
public final class Anthropic {
  static final String NAME = "anthropic";

  /** A list of models is not worth a longer wait. */
  private static final int LIST_MILLIS = 5_000;

  private static final HttpTextProvider.Names NAMES = new HttpTextProvider.Names(NAME, "anthropic");

  private Anthropic() {}

  public static HttpTextProvider provider(Vertx vertx, AnthropicSettings settings, Clock clock) {
    var signature = Signature.header("x-api-key", settings.apiKey());
    var upstream = new Upstream(vertx, settings.baseUrl(), settings.timeouts(), signature, clock);
    return new HttpTextProvider(
        NAMES, upstream, new MessagesWire(), Optional.of(settings.model()), () -> list(upstream));
  }

  private static Future<List<String>> list(Upstream upstream) {
    var ask =
        UpstreamRequest.get("/v1/models?limit=1000")
            .with("anthropic-version", MessagesWire.VERSION);
    return upstream
        .exchange(ask, LIST_MILLIS, MessagesErrors::of)
        .map(body -> ids(body.toString()));
  }

  private static List<String> ids(String body) {
    return Json.tree(body).path("data").values().stream()
        .map(model -> model.path("id").asString(""))
        .filter(id -> !id.isEmpty())
        .toList();
  }
}
