package foundry.ai.provider.contract;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.mistral.Mistral;
import foundry.ai.provider.openai.ChatCompletionsWire;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.VendorSettings;
import foundry.http.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Mistral, which refuses fields it does not know and ids of another length. */
final class MistralUnderTest implements LikeOpenAi {
  private static final Set<String> UNKNOWN =
      Set.of("stream_options", "seed", "max_completion_tokens", "top_k");

  @Override
  public String toString() {
    return "Mistral";
  }

  @Override
  public HttpTextProvider start(Vertx vertx, URI server, Timeouts timeouts) {
    var settings = new VendorSettings(URI.create(server + "/v1"), KEY, "m", timeouts);
    return Mistral.provider(vertx, settings, Clock.systemUTC());
  }

  @Override
  public ChatWire wire() {
    return new ChatCompletionsWire("/chat/completions", ChatCompletionsWire.Names.COMPATIBLE);
  }

  @Override
  public Optional<String> wrong(HttpServerRequest request, Buffer bytes) {
    var body = Json.tree(bytes.toString());
    for (String name : UNKNOWN) if (body.has(name)) return Optional.of(name);
    for (var message : body.path("messages")) {
      for (var call : message.path("tool_calls")) {
        if (!fits(call.path("id"))) return Optional.of("id of a call");
      }
      if (message.has("tool_call_id") && !fits(message.path("tool_call_id"))) {
        return Optional.of("id of a result");
      }
    }
    return LikeOpenAi.super.wrong(request, bytes);
  }

  private static boolean fits(JsonNode id) {
    return id.asString("").matches("[A-Za-z0-9]{9}");
  }

  @Override
  public Fault fault(Trouble trouble) {
    var fault = LikeOpenAi.super.fault(trouble);
    if (trouble == Trouble.TOO_LONG) {
      String text =
          "Prompt contains 9 tokens and 0 draft tokens, too large for model with 8 maximum context length";
      return new Fault(400, Map.of(), body("invalid_request_prompt", text));
    }
    return new Fault(fault.status(), fault.headers(), body("some_type", "You said: top secret"));
  }

  private static String body(String type, String message) {
    return Json.text(Map.of("object", "error", "type", type, "message", message, "code", "3051"));
  }
}
