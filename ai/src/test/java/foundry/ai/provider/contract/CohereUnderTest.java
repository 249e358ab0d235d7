package foundry.ai.provider.contract;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.cohere.Cohere;
import foundry.ai.provider.cohere.CohereWire;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.VendorSettings;
import foundry.http.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Cohere's chat, version 2. */
final class CohereUnderTest implements ProviderUnderTest {
  private static final String USAGE =
      "{'billed_units':{'input_tokens':9,'output_tokens':7},'tokens':{'input_tokens':11,'output_tokens':7},'cached_tokens':3}";

  @Override
  public String toString() {
    return "Cohere";
  }

  @Override
  public HttpTextProvider start(Vertx vertx, URI server, Timeouts timeouts) {
    return Cohere.provider(
        vertx, new VendorSettings(server, KEY, "command", timeouts), Clock.systemUTC());
  }

  @Override
  public ChatWire wire() {
    return new CohereWire();
  }

  @Override
  public Asked asked(HttpServerRequest request, JsonNode body) {
    return new Asked(body.path("model").stringValue(), body.path("stream").asBoolean(false));
  }

  @Override
  public Optional<String> wrong(HttpServerRequest request, Buffer body) {
    boolean known = ("Bearer " + KEY).equals(request.getHeader("authorization"));
    boolean path = request.path().equals("/v2/chat");
    return known && path ? Optional.empty() : Optional.of("key or path");
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String call(String id, String name, String arguments) {
    return Json.text(
        Map.of(
            "id",
            id,
            "type",
            "function",
            "function",
            Map.of("name", name, "arguments", arguments)));
  }

  @Override
  public String whole(Script script) {
    String weather = call("weather_1", "weather", "{\"city\":\"Köln\"}");
    String time = call("time_2", "time", "{\"zone\":\"CET\"}");
    return switch (script) {
      case PLAIN -> message("'content':[{'type':'text','text':'Grüße 👋, it is 42.'}]", "COMPLETE");
      case TOOL -> message("'tool_calls':[" + weather + "]", "TOOL_CALL");
      case PARALLEL -> message("'tool_calls':[" + weather + "," + time + "]", "TOOL_CALL");
      case LENGTH -> message("'content':[{'type':'text','text':'Cut'}]", "MAX_TOKENS");
      case FILTERED -> message("'content':[{'type':'text','text':'So'}]", "ERROR_TOXIC");
    };
  }

  private static String message(String fields, String reason) {
    return json("{'id':'c','finish_reason':'" + reason + "','message':{'role':'assistant',")
        + json(fields)
        + json("},'usage':" + USAGE + "}");
  }

  @Override
  public List<Buffer> pieces(Script script) {
    return switch (script) {
      case PLAIN -> stream("COMPLETE", piece("Grüße "), piece("👋, it is 42."));
      case TOOL ->
          stream(
              "TOOL_CALL",
              start(0, "weather_1", "weather"),
              more(0, "{\"city\":"),
              more(0, "\"Köln\"}"),
              event("tool-call-end", ""));
      case PARALLEL ->
          stream(
              "TOOL_CALL",
              start(0, "weather_1", "weather"),
              more(0, "{\"city\":\"Köln\"}"),
              event("tool-call-end", ""),
              start(1, "time_2", "time"),
              more(1, "{\"zone\":"),
              more(1, "\"CET\"}"),
              event("tool-call-end", ""));
      case LENGTH -> stream("MAX_TOKENS", piece("Cut"));
      case FILTERED -> stream("ERROR_TOXIC", piece("So"));
    };
  }

  private static Buffer event(String type, String more) {
    return Sse.named(type, json("{'type':'" + type + "'") + more + "}");
  }

  private static Buffer start(int index, String id, String name) {
    return event(
        "tool-call-start",
        ",\"index\":"
            + index
            + ",\"delta\":{\"message\":{\"tool_calls\":"
            + call(id, name, "")
            + "}}");
  }

  private static Buffer more(int index, String piece) {
    String function = Json.text(Map.of("function", Map.of("arguments", piece)));
    return event(
        "tool-call-delta",
        ",\"index\":" + index + ",\"delta\":{\"message\":{\"tool_calls\":" + function + "}}");
  }

  private static List<Buffer> stream(String reason, Buffer... pieces) {
    var all = new ArrayList<Buffer>();
    all.add(event("message-start", json(",'id':'c','delta':{'message':{'role':'assistant'}}")));
    all.addAll(List.of(pieces));
    all.add(
        event(
            "message-end",
            json(",'delta':{'finish_reason':'" + reason + "','usage':" + USAGE + "}")));
    return all;
  }

  @Override
  public Buffer piece(String text) {
    return event(
        "content-delta",
        json(",'index':0,'delta':{'message':{'content':{'text':'") + text + json("'}}}"));
  }

  @Override
  public Buffer troubleInTheMiddle() {
    return event("message-end", json(",'delta':{'finish_reason':'ERROR'}"));
  }

  @Override
  public Problem problemInTheMiddle() {
    return Problem.BROKEN;
  }

  @Override
  public Fault fault(Trouble trouble) {
    String said = "You said: top secret with " + KEY;
    return switch (trouble) {
      case CREDENTIALS -> fault(401, "invalid api token");
      case UNKNOWN_MODEL -> fault(404, "model 'x' not found");
      case TOO_LONG -> fault(400, "too many tokens: size limit exceeded by 9 tokens");
      case REFUSED -> fault(400, said);
      case RATE_LIMITED -> new Fault(429, Map.of("retry-after", "7"), fault(429, said).body());
      case OVERLOADED -> fault(503, said);
      case FAILED -> fault(500, said);
    };
  }

  private static Fault fault(int status, String message) {
    return new Fault(status, Map.of(), Json.text(Map.of("id", "1", "message", message)));
  }

  @Override
  public Usage usage() {
    return new Usage(11, 7, 3, 0, 0);
  }

  @Override
  public String system(JsonNode body) {
    return body.path("messages").path(0).path("content").asString("");
  }

  @Override
  public String image(JsonNode body) {
    var content = body.path("messages").path(1).path("content");
    return content.path(1).path("image_url").path("url").asString("");
  }

  @Override
  public String toolResult(JsonNode body) {
    return body.path("messages").path(3).path("content").asString("");
  }
}
