package foundry.ai.provider.contract;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.anthropic.Anthropic;
import foundry.ai.provider.anthropic.MessagesWire;
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

/** Anthropic's Messages API. */
public final class AnthropicUnderTest implements ProviderUnderTest {
  private static final String WEATHER =
      "{'type':'tool_use','id':'toolu_a','name':'weather','input':{'city':'Köln'}}";
  private static final String TIME =
      "{'type':'tool_use','id':'toolu_b','name':'time','input':{'zone':'CET'}}";

  @Override
  public String toString() {
    return "Anthropic";
  }

  @Override
  public HttpTextProvider start(Vertx vertx, URI server, Timeouts timeouts) {
    var settings = new VendorSettings(server, KEY, "plain", timeouts);
    return Anthropic.provider(vertx, settings, Clock.systemUTC());
  }

  @Override
  public ChatWire wire() {
    return new MessagesWire();
  }

  @Override
  public Asked asked(HttpServerRequest request, JsonNode body) {
    return new Asked(body.path("model").stringValue(), body.path("stream").asBoolean(false));
  }

  /** As the vendor: without a version or a limit nothing is answered, and turns alternate. */
  @Override
  public Optional<String> wrong(HttpServerRequest request, Buffer bytes) {
    var body = Json.tree(bytes.toString());
    if (!request.path().equals("/v1/messages")) return Optional.of("path");
    if (!KEY.equals(request.getHeader("x-api-key"))) return Optional.of("key");
    if (!"2023-06-01".equals(request.getHeader("anthropic-version"))) return Optional.of("version");
    if (!body.path("max_tokens").isInt()) return Optional.of("max_tokens: Field required");
    String expected = "user";
    for (var message : body.path("messages")) {
      if (!message.path("role").stringValue().equals(expected)) return Optional.of("roles");
      expected = expected.equals("user") ? "assistant" : "user";
    }
    return Optional.empty();
  }

  @Override
  public String whole(Script script) {
    return switch (script) {
      case PLAIN -> message("end_turn", "{'type':'text','text':'Grüße 👋, it is 42.'}");
      case TOOL -> message("tool_use", WEATHER);
      case PARALLEL -> message("tool_use", WEATHER, TIME);
      case LENGTH -> message("max_tokens", "{'type':'text','text':'Cut'}");
      case FILTERED -> message("refusal", "{'type':'text','text':'So'}");
    };
  }

  private static String message(String reason, String... blocks) {
    return json(
        """
        {'id':'msg_1','type':'message','role':'assistant','model':'claude-x','content':[%s],
         'stop_reason':'%s','stop_sequence':null,
         'usage':{'input_tokens':6,'cache_creation_input_tokens':2,'cache_read_input_tokens':3,
          'cache_creation':{'ephemeral_5m_input_tokens':2,'ephemeral_1h_input_tokens':0},
          'output_tokens':7,'service_tier':'standard'}}
        """
            .formatted(String.join(",", blocks), reason));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Override
  public List<Buffer> pieces(Script script) {
    return switch (script) {
      case PLAIN -> stream("end_turn", text("Grüße ", "👋, it is 42."));
      case TOOL ->
          stream("tool_use", tool(0, "toolu_a", "weather", "", "{\\'city\\':", " \\'Köln\\'}"));
      case PARALLEL ->
          stream(
              "tool_use",
              tool(0, "toolu_a", "weather", "", "{\\'city\\'", ":\\'Köln\\'}"),
              tool(1, "toolu_b", "time", "", "{\\'zone\\':\\'C", "ET\\'}"));
      case LENGTH -> stream("max_tokens", text("Cut"));
      case FILTERED -> stream("refusal", text("So"));
    };
  }

  /** Counts of the start are corrected at the end. */
  @SafeVarargs
  private static List<Buffer> stream(String reason, List<Buffer>... blocks) {
    var all = new ArrayList<Buffer>();
    all.add(
        event(
            "message_start",
            "'message':{'id':'msg_1','type':'message','role':'assistant','model':'claude-x',"
                + "'content':[],'stop_reason':null,'stop_sequence':null,'usage':{'input_tokens':9,"
                + "'cache_creation_input_tokens':2,'cache_read_input_tokens':3,'output_tokens':1}}"));
    for (var block : blocks) all.addAll(block);
    all.add(
        event(
            "message_delta",
            "'delta':{'stop_reason':'%s','stop_sequence':null},'usage':{'input_tokens':6,'output_tokens':7}"
                .formatted(reason)));
    all.add(event("message_stop", "'more':{}"));
    return all;
  }

  private static Buffer event(String type, String fields) {
    return Sse.named(type, json("{'type':'" + type + "'," + fields + "}"));
  }

  private static List<Buffer> text(String... pieces) {
    var all = new ArrayList<Buffer>();
    all.add(event("content_block_start", "'index':0,'content_block':{'type':'text','text':''}"));
    all.add(event("ping", "'more':{}"));
    for (String piece : pieces) all.add(delta(0, "{'type':'text_delta','text':'" + piece + "'}"));
    all.add(event("content_block_stop", "'index':0"));
    return all;
  }

  private static List<Buffer> tool(int index, String id, String name, String... pieces) {
    var all = new ArrayList<Buffer>();
    String block = "{'type':'tool_use','id':'%s','name':'%s','input':{}}".formatted(id, name);
    all.add(event("content_block_start", "'index':" + index + ",'content_block':" + block));
    for (String piece : pieces) {
      String json = piece.replace("\\'", "\\\"");
      all.add(delta(index, "{'type':'input_json_delta','partial_json':'" + json + "'}"));
    }
    all.add(event("content_block_stop", "'index':" + index));
    return all;
  }

  private static Buffer delta(int index, String delta) {
    return event("content_block_delta", "'index':" + index + ",'delta':" + delta);
  }

  @Override
  public Buffer piece(String text) {
    return delta(0, "{'type':'text_delta','text':'" + text + "'}");
  }

  @Override
  public Buffer troubleInTheMiddle() {
    return event("error", "'error':{'type':'overloaded_error','message':'Overloaded: top secret'}");
  }

  @Override
  public Fault fault(Trouble trouble) {
    return switch (trouble) {
      case CREDENTIALS -> fault(401, "authentication_error", "invalid x-api-key " + KEY);
      case UNKNOWN_MODEL -> fault(404, "not_found_error", "model: top secret");
      case TOO_LONG ->
          fault(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum");
      case REFUSED -> fault(400, "invalid_request_error", "messages.0: top secret is not allowed");
      case RATE_LIMITED ->
          new Fault(
              429,
              Map.of("retry-after", "7", "anthropic-ratelimit-requests-remaining", "0"),
              fault(429, "rate_limit_error", "top secret").body());
      case OVERLOADED -> fault(529, "overloaded_error", "Overloaded");
      case FAILED -> fault(500, "api_error", "Internal server error");
    };
  }

  private static Fault fault(int status, String type, String message) {
    String body =
        "{'type':'error','error':{'type':'%s','message':'%s'},'request_id':'req_1'}"
            .formatted(type, message);
    return new Fault(status, Map.of("request-id", "req_1"), json(body));
  }

  @Override
  public Usage usage() {
    return new Usage(11, 7, 3, 2, 0);
  }

  @Override
  public String system(JsonNode body) {
    return body.path("system").path(0).path("text").asString("");
  }

  @Override
  public String image(JsonNode body) {
    var block = body.path("messages").path(0).path("content").path(1);
    return block.path("source").path("data").asString("");
  }

  @Override
  public String toolResult(JsonNode body) {
    var block = body.path("messages").path(2).path("content").path(0);
    return block.path("content").path(0).path("text").asString("");
  }
}
