package foundry.ai.provider.anthropic;

import foundry.ai.Settings.Timeouts;
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

/** Anthropic, or a server that imitates it. */
public final class Anthropic {
  static final String NAME = "anthropic";

  /** The URL stands before {@code /v1/messages}. */
  private static final Vendor VENDOR =
      new Vendor(
          NAME,
          "ANTHROPIC_API_KEY",
          "ANTHROPIC_BASE_URL",
          URI.create("https://api.anthropic.com"),
          "claude-sonnet-5");

  /** A list of models is not worth a longer wait. */
  private static final int LIST_MILLIS = 5_000;

  private static final HttpTextProvider.Names NAMES = new HttpTextProvider.Names(NAME, "anthropic");

  private Anthropic() {}

  /** Empty without {@code ANTHROPIC_API_KEY}. */
  public static Optional<VendorSettings> settings(SettingsReader reader, Timeouts timeouts) {
    return VendorSettings.from(reader, timeouts, VENDOR);
  }

  public static HttpTextProvider provider(Vertx vertx, VendorSettings settings, Clock clock) {
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
