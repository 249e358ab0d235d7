package foundry.ai.provider.cohere;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.upstream.HttpEmbeddings;
import foundry.ai.provider.upstream.HttpQuestions;
import foundry.ai.provider.upstream.HttpReranker;
import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.Signature;
import foundry.ai.provider.upstream.Upstream;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.ai.provider.upstream.VendorSettings;
import foundry.ai.provider.upstream.VendorSettings.Vendor;
import foundry.http.Json;
import foundry.settings.SettingsReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Cohere's platform. */
public final class Cohere {
  static final String NAME = "cohere";

  /** The URL stands before {@code /v2/chat}. */
  private static final Vendor VENDOR =
      new Vendor(
          NAME,
          "COHERE_API_KEY",
          "COHERE_BASE_URL",
          URI.create("https://api.cohere.com"),
          "command-a-03-2025");

  /** A list of models is not worth a longer wait. */
  private static final int LIST_MILLIS = 5_000;

  /** Texts at once, says its reference. */
  private static final int TEXTS_MAX = 96;

  private Cohere() {}

  /** Empty without {@code COHERE_API_KEY}. */
  public static Optional<VendorSettings> settings(SettingsReader reader, Timeouts timeouts) {
    return VendorSettings.from(reader, timeouts, VENDOR);
  }

  private static Upstream upstream(Vertx vertx, VendorSettings settings, Clock clock) {
    var signature = Signature.bearer(settings.apiKey());
    return new Upstream(vertx, settings.baseUrl(), settings.timeouts(), signature, clock);
  }

  public static HttpTextProvider provider(Vertx vertx, VendorSettings settings, Clock clock) {
    var upstream = upstream(vertx, settings, clock);
    return new HttpTextProvider(
        new HttpTextProvider.Names(NAME, "cohere"),
        upstream,
        new CohereWire(),
        Optional.of(settings.model()),
        () -> list(upstream));
  }

  public static HttpEmbeddings embeddings(Vertx vertx, VendorSettings settings, Clock clock) {
    var models =
        Future.succeededFuture(
            List.of("embed-v4.0", "embed-multilingual-v3.0", "embed-english-v3.0"));
    var questions = new HttpQuestions<>(upstream(vertx, settings, clock), new CohereEmbedWire());
    return new HttpEmbeddings(NAME, questions, TEXTS_MAX, () -> models);
  }

  public static HttpReranker reranker(Vertx vertx, VendorSettings settings, Clock clock) {
    var questions = new HttpQuestions<>(upstream(vertx, settings, clock), new CohereRerankWire());
    return new HttpReranker(
        NAME, questions, List.of("rerank-v4.0-fast", "rerank-v4.0-pro", "rerank-v3.5"));
  }

  private static Future<List<String>> list(Upstream upstream) {
    return upstream
        .exchange(
            UpstreamRequest.get("/v1/models?endpoint=chat&page_size=100"),
            LIST_MILLIS,
            CohereWire::failed)
        .map(
            body ->
                Json.tree(body.toString()).path("models").values().stream()
                    .map(model -> model.path("name").asString(""))
                    .filter(name -> !name.isEmpty())
                    .toList());
  }
}
