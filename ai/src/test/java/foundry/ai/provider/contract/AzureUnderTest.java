package foundry.ai.provider.contract;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.azure.Azure;
import foundry.ai.provider.azure.AzureSettings;
import foundry.ai.provider.openai.ChatCompletionsWire;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.HttpTextProvider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Azure OpenAI: by deployment and dated version, or by the path that needs none. */
final class AzureUnderTest implements LikeOpenAi {
  private static final String BEFORE = "/openai/deployments/";
  private static final String BEHIND = "/chat/completions";

  private static final String UNDATED = "/openai/v1" + BEHIND;

  private final boolean dated;

  AzureUnderTest(boolean dated) {
    this.dated = dated;
  }

  @Override
  public String toString() {
    return dated ? "Azure OpenAI" : "Azure OpenAI v1";
  }

  @Override
  public HttpTextProvider start(Vertx vertx, URI server, Timeouts timeouts) {
    var version = dated ? Optional.of("2024-10-21") : Optional.<String>empty();
    var settings = new AzureSettings(server, KEY, version, List.of("d"), List.of(), timeouts);
    return Azure.provider(vertx, settings, Clock.systemUTC());
  }

  @Override
  public ChatWire wire() {
    return new ChatCompletionsWire(BEHIND, ChatCompletionsWire.Names.OPENAI);
  }

  /** The deployment stands in the path, or in the body as anywhere else. */
  @Override
  public Asked asked(HttpServerRequest request, JsonNode body) {
    if (!dated) return LikeOpenAi.super.asked(request, body);
    String path = request.path();
    String deployment = path.substring(BEFORE.length(), path.length() - BEHIND.length());
    return new Asked(
        URLDecoder.decode(deployment, StandardCharsets.UTF_8),
        body.path("stream").asBoolean(false));
  }

  @Override
  public Optional<String> wrong(HttpServerRequest request, Buffer body) {
    boolean known = KEY.equals(request.getHeader("api-key"));
    boolean version =
        dated
            ? "api-version=2024-10-21".equals(request.query())
            : request.query() == null && request.path().equals(UNDATED);
    return known && version ? Optional.empty() : Optional.of("key or version");
  }

  @Override
  public Fault fault(Trouble trouble) {
    if (trouble != Trouble.UNKNOWN_MODEL) return LikeOpenAi.super.fault(trouble);
    return new Fault(404, Map.of(), "{\"error\":{\"code\":\"DeploymentNotFound\"}}");
  }
}
