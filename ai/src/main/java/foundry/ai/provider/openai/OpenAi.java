package foundry.ai.provider.openai;

import foundry.ai.Settings;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.Signature;
import foundry.ai.provider.upstream.Upstream;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;

/** OpenAI, or a server that imitates it. */
public final class OpenAi {
  /** A list of models is not worth a longer wait. */
  private static final int LIST_MILLIS = 5_000;

  private static final HttpTextProvider.Names NAMES =
      new HttpTextProvider.Names("openai", "openai");

  private OpenAi() {}

  public static HttpTextProvider provider(Vertx vertx, Settings.OpenAi settings, Clock clock) {
    var signature = settings.apiKey().map(Signature::bearer).orElseGet(Signature::none);
    var upstream = new Upstream(vertx, settings.baseUrl(), settings.timeouts(), signature, clock);
    boolean own = "api.openai.com".equals(settings.baseUrl().getHost());
    var words = own ? ChatCompletionsWire.Names.OPENAI : ChatCompletionsWire.Names.COMPATIBLE;
    var wire = new ChatCompletionsWire("/chat/completions", words);
    return new HttpTextProvider(NAMES, upstream, wire, settings.model(), () -> list(upstream));
  }

  private static Future<List<String>> list(Upstream upstream) {
    return upstream
        .exchange(UpstreamRequest.get("/models"), LIST_MILLIS, reply -> reply.failed(code(reply)))
        .map(body -> ids(body.toString()));
  }

  private static String code(ErrorReply reply) {
    return ErrorReply.code(reply.json().path("error").path("code"));
  }

  private static List<String> ids(String body) {
    return Json.tree(body).path("data").values().stream()
        .map(model -> model.path("id").asString(""))
        .filter(id -> !id.isEmpty())
        .toList();
  }
}
