package foundry.ai.provider.gemini;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.upstream.HttpEmbeddings;
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
import tools.jackson.databind.JsonNode;

/** Google's Gemini. */
public final class Gemini {
  static final String NAME = "gemini";

  /**
   * The URL stands before {@code /models/...}: of the Gemini API, or of Vertex AI up to {@code
   * /publishers/google}. The key is one of the Gemini API or of Vertex AI. The model is Google's
   * own name for the newest of its quick ones.
   */
  private static final Vendor VENDOR =
      new Vendor(
          NAME,
          "GEMINI_API_KEY",
          "GEMINI_BASE_URL",
          URI.create("https://generativelanguage.googleapis.com/v1beta"),
          "gemini-flash-latest");

  /** A list of models is not worth a longer wait. */
  private static final int LIST_MILLIS = 5_000;

  /** Texts at once, says Google's reference. */
  private static final int TEXTS_MAX = 100;

  /** Access tokens of Google's accounts begin so; everything else is an API key. */
  private static final String TOKEN_PREFIX = "ya29.";

  private Gemini() {}

  /** Empty without {@code GEMINI_API_KEY}. */
  public static Optional<VendorSettings> settings(SettingsReader reader, Timeouts timeouts) {
    return VendorSettings.from(reader, timeouts, VENDOR);
  }

  private static Upstream upstream(Vertx vertx, VendorSettings settings, Clock clock) {
    var signature = signature(settings.apiKey());
    return new Upstream(vertx, settings.baseUrl(), settings.timeouts(), signature, clock);
  }

  public static HttpTextProvider provider(Vertx vertx, VendorSettings settings, Clock clock) {
    var upstream = upstream(vertx, settings, clock);
    var names = new HttpTextProvider.Names(NAME, telemetryName(settings.baseUrl()));
    return new HttpTextProvider(
        names,
        upstream,
        new GeminiWire(),
        Optional.of(settings.model()),
        () -> list(upstream, "generateContent"));
  }

  /** Empty at Vertex AI, which makes vectors in another way. */
  public static Optional<HttpEmbeddings> embeddings(
      Vertx vertx, VendorSettings settings, Clock clock) {
    if (isVertex(settings.baseUrl())) return Optional.empty();
    var upstream = upstream(vertx, settings, clock);
    var questions = new HttpQuestions<>(upstream, new GeminiEmbedWire());
    return Optional.of(
        new HttpEmbeddings(NAME, questions, TEXTS_MAX, () -> list(upstream, "embedContent")));
  }

  private static Signature signature(String key) {
    return key.startsWith(TOKEN_PREFIX)
        ? Signature.bearer(key)
        : Signature.header("x-goog-api-key", key);
  }

  private static String telemetryName(URI baseUrl) {
    return isVertex(baseUrl) ? "gcp.vertex_ai" : "gcp.gemini";
  }

  private static boolean isVertex(URI baseUrl) {
    return baseUrl.getHost().endsWith("aiplatform.googleapis.com");
  }

  /**
   * @param method what the models are asked with
   */
  private static Future<List<String>> list(Upstream upstream, String method) {
    return upstream
        .exchange(UpstreamRequest.get("/models?pageSize=1000"), LIST_MILLIS, GeminiErrors::of)
        .map(body -> names(Json.tree(body.toString()), method));
  }

  private static List<String> names(JsonNode body, String method) {
    return body.path("models").values().stream()
        .filter(model -> knows(model, method))
        .map(model -> model.path("name").asString("").replaceFirst("^models/", ""))
        .toList();
  }

  private static boolean knows(JsonNode model, String wanted) {
    for (var method : model.path("supportedGenerationMethods")) {
      if (method.asString("").equals(wanted)) return true;
    }
    return false;
  }
}
