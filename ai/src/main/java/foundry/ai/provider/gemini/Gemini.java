package foundry.ai.provider.gemini;

import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.Signature;
import foundry.ai.provider.upstream.Upstream;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Google's Gemini. */
public final class Gemini {
  static final String NAME = "gemini";

  /** A list of models is not worth a longer wait. */
  private static final int LIST_MILLIS = 5_000;

  /** Access tokens of Google's accounts begin so; everything else is an API key. */
  private static final String TOKEN_PREFIX = "ya29.";

  private Gemini() {}

  public static HttpTextProvider provider(Vertx vertx, GeminiSettings settings, Clock clock) {
    var upstream =
        new Upstream(
            vertx, settings.baseUrl(), settings.timeouts(), signature(settings.apiKey()), clock);
    var names = new HttpTextProvider.Names(NAME, telemetryName(settings.baseUrl()));
    return new HttpTextProvider(
        names, upstream, new GeminiWire(), Optional.of(settings.model()), () -> list(upstream));
  }

  private static Signature signature(String key) {
    return key.startsWith(TOKEN_PREFIX)
        ? Signature.bearer(key)
        : Signature.header("x-goog-api-key", key);
  }

  private static String telemetryName(URI baseUrl) {
    return baseUrl.getHost().endsWith("aiplatform.googleapis.com") ? "gcp.vertex_ai" : "gcp.gemini";
  }

  private static Future<List<String>> list(Upstream upstream) {
    return upstream
        .exchange(UpstreamRequest.get("/models?pageSize=1000"), LIST_MILLIS, GeminiErrors::of)
        .map(body -> names(Json.tree(body.toString())));
  }

  private static List<String> names(JsonNode body) {
    return body.path("models").values().stream()
        .filter(Gemini::answers)
        .map(model -> model.path("name").asString("").replaceFirst("^models/", ""))
        .toList();
  }

  private static boolean answers(JsonNode model) {
    for (var method : model.path("supportedGenerationMethods")) {
      if (method.asString("").equals("generateContent")) return true;
    }
    return false;
  }
}
