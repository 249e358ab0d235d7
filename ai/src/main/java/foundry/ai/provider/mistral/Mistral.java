package foundry.ai.provider.mistral;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.upstream.HttpEmbeddings;
import foundry.ai.provider.upstream.HttpModerator;
import foundry.ai.provider.upstream.HttpQuestions;
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

/** Mistral's platform. */
public final class Mistral {
  static final String NAME = "mistral";

  /** The URL stands before {@code /chat/completions}. */
  private static final Vendor VENDOR =
      new Vendor(
          NAME,
          "MISTRAL_API_KEY",
          "MISTRAL_BASE_URL",
          URI.create("https://api.mistral.ai/v1"),
          "mistral-small-latest");

  /** A list of models is not worth a longer wait. */
  private static final int LIST_MILLIS = 5_000;

  /** Texts at once; together they may have 16,000 tokens. */
  private static final int TEXTS_MAX = 32;

  private Mistral() {}

  /** Empty without {@code MISTRAL_API_KEY}. */
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
        new HttpTextProvider.Names(NAME, "mistral_ai"),
        upstream,
        new MistralWire(),
        Optional.of(settings.model()),
        () -> list(upstream));
  }

  public static HttpEmbeddings embeddings(Vertx vertx, VendorSettings settings, Clock clock) {
    var models = Future.succeededFuture(List.of("mistral-embed", "codestral-embed"));
    var questions =
        new HttpQuestions<>(upstream(vertx, settings, clock), new MistralEmbeddingsWire());
    return new HttpEmbeddings(NAME, questions, TEXTS_MAX, () -> models);
  }

  public static HttpModerator moderator(Vertx vertx, VendorSettings settings, Clock clock) {
    var questions =
        new HttpQuestions<>(upstream(vertx, settings, clock), new MistralModerationsWire());
    return new HttpModerator(NAME, questions, List.of("mistral-moderation-latest"));
  }

  private static Future<List<String>> list(Upstream upstream) {
    return upstream
        .exchange(UpstreamRequest.get("/models"), LIST_MILLIS, MistralWire::failed)
        .map(
            body ->
                Json.tree(body.toString()).path("data").values().stream()
                    .filter(
                        model -> model.path("capabilities").path("completion_chat").asBoolean(true))
                    .map(model -> model.path("id").asString(""))
                    .filter(id -> !id.isEmpty())
                    .toList());
  }
}
