package foundry.ai.provider.contract;

import foundry.ai.Settings;
import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.openai.ChatCompletionsWire;
import foundry.ai.provider.openai.OpenAi;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.http.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** A named server of OpenAI's dialect that knows no keys and no newer words. */
final class CompatibleUnderTest implements LikeOpenAi {
  @Override
  public String toString() {
    return "A compatible server";
  }

  @Override
  public HttpTextProvider start(Vertx vertx, URI server, Timeouts timeouts) {
    var base = URI.create(server + "/v1");
    var settings = new Settings.OpenAi(base, Optional.empty(), Optional.empty(), timeouts);
    return OpenAi.compatible(vertx, "house", settings, Clock.systemUTC());
  }

  @Override
  public ChatWire wire() {
    return new ChatCompletionsWire("/chat/completions", ChatCompletionsWire.Names.COMPATIBLE);
  }

  @Override
  public Optional<String> wrong(HttpServerRequest request, Buffer body) {
    if (request.getHeader("authorization") != null) return Optional.of("a key");
    boolean newer = Json.tree(body.toString()).has("max_completion_tokens");
    boolean path = request.path().equals("/v1/chat/completions");
    return path && !newer ? Optional.empty() : Optional.of("path or words");
  }
}
