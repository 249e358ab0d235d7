package foundry.ai.provider.contract;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.bedrock.Bedrock;
import foundry.ai.provider.bedrock.BedrockSettings;
import foundry.ai.provider.bedrock.BedrockSettings.Keys;
import foundry.ai.provider.bedrock.ConverseWire;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.HttpTextProvider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Amazon Bedrock's Converse, signed or with an API key. */
final class BedrockUnderTest implements ProviderUnderTest {
  private static final String PREFIX = "/model/";
  private static final String WEATHER =
      "{'toolUse':{'toolUseId':'tooluse_a','name':'weather','input':{'city':'Köln'}}}";
  private static final String TIME =
      "{'toolUse':{'toolUseId':'tooluse_b','name':'time','input':{'zone':'CET'}}}";
  private static final String USAGE =
      """
      {'inputTokens':6,'outputTokens':7,'totalTokens':18,
       'cacheReadInputTokens':3,'cacheWriteInputTokens':2}\
      """;

  private final SignatureCheck check = new SignatureCheck("AKIDOFTHETEST", KEY, "eu-west-1");

  private final boolean signed;

  BedrockUnderTest(boolean signed) {
    this.signed = signed;
  }

  @Override
  public String toString() {
    return "Bedrock";
  }

  @Override
  public HttpTextProvider start(Vertx vertx, URI server, Timeouts timeouts) {
    var keys = new Keys("AKIDOFTHETEST", KEY, Optional.of("session-token"));
    var settings =
        new BedrockSettings(
            "eu-west-1",
            server,
            signed ? Optional.empty() : Optional.of(KEY),
            Optional.of(keys),
            List.of("plain"),
            timeouts);
    return Bedrock.provider(vertx, settings, Clock.systemUTC());
  }

  @Override
  public ChatWire wire() {
    return new ConverseWire();
  }

  @Override
  public Asked asked(HttpServerRequest request, JsonNode body) {
    String path = request.path();
    int slash = path.lastIndexOf('/');
    String name = path.substring(Math.min(PREFIX.length(), slash), slash);
    return new Asked(
        URLDecoder.decode(name, StandardCharsets.UTF_8), path.endsWith("/converse-stream"));
  }

  @Override
  public Optional<String> wrong(HttpServerRequest request, Buffer body) {
    if (signed) return check.wrong(request, body.getBytes());
    boolean known = ("Bearer " + KEY).equals(request.getHeader("authorization"));
    return known ? Optional.empty() : Optional.of("key");
  }

  @Override
  public String whole(Script script) {
    return switch (script) {
      case PLAIN -> reply("end_turn", "{'text':'Grüße 👋, it is 42.'}");
      case TOOL -> reply("tool_use", WEATHER);
      case PARALLEL -> reply("tool_use", WEATHER + "," + TIME);
      case LENGTH -> reply("max_tokens", "{'text':'Cut'}");
      case FILTERED -> reply("guardrail_intervened", "{'text':'So'}");
    };
  }

  private static String reply(String reason, String blocks) {
    return json(
        """
        {'metrics':{'latencyMs':12},'output':{'message':{'role':'assistant','content':[%s]}},
         'stopReason':'%s','usage':%s}
        """
            .formatted(blocks, reason, USAGE));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Override
  public List<Buffer> pieces(Script script) {
    return switch (script) {
      case PLAIN -> stream("end_turn", List.of(piece("Grüße "), piece("👋, it is "), piece("42.")));
      case TOOL ->
          stream("tool_use", tool(0, "tooluse_a", "weather", "{\\'city\\':", "\\'Köln\\'}"));
      case PARALLEL -> {
        var both = new ArrayList<>(tool(0, "tooluse_a", "weather", "{\\'city\\':\\'Köln", "\\'}"));
        both.addAll(tool(1, "tooluse_b", "time", "{\\'zone\\'", ":\\'CET\\'}"));
        yield stream("tool_use", both);
      }
      case LENGTH -> stream("max_tokens", List.of(piece("Cut")));
      case FILTERED -> stream("content_filtered", List.of(piece("So")));
    };
  }

  private static List<Buffer> stream(String reason, List<Buffer> blocks) {
    var all = new ArrayList<Buffer>();
    all.add(event("messageStart", "{'role':'assistant','p':'abcd'}"));
    all.addAll(blocks);
    all.add(event("contentBlockStop", "{'contentBlockIndex':0,'p':'ab'}"));
    all.add(event("messageStop", "{'stopReason':'" + reason + "'}"));
    all.add(event("metadata", "{'metrics':{'latencyMs':9},'usage':" + USAGE + "}"));
    return all;
  }

  private static List<Buffer> tool(int index, String id, String name, String... pieces) {
    var all = new ArrayList<Buffer>();
    String start =
        "{'contentBlockIndex':%d,'start':{'toolUse':{'toolUseId':'%s','name':'%s'}}}"
            .formatted(index, id, name);
    all.add(event("contentBlockStart", start));
    for (String piece : pieces) {
      String input = piece.replace("\\'", "\\\"");
      all.add(delta(index, "{'toolUse':{'input':'" + input + "'}}"));
    }
    all.add(event("contentBlockStop", "{'contentBlockIndex':" + index + "}"));
    return all;
  }

  private static Buffer delta(int index, String delta) {
    String payload = "{'contentBlockIndex':" + index + ",'delta':" + delta + ",'p':'abcdefg'}";
    return event("contentBlockDelta", payload);
  }

  private static Buffer event(String type, String payload) {
    var headers =
        List.of(
            Map.entry(":event-type", type),
            Map.entry(":content-type", "application/json"),
            Map.entry(":message-type", "event"));
    return EventStreamFrame.of(headers, json(payload));
  }

  @Override
  public Buffer piece(String text) {
    return delta(0, "{'text':'" + text + "'}");
  }

  @Override
  public Buffer troubleInTheMiddle() {
    var headers =
        List.of(
            Map.entry(":exception-type", "serviceUnavailableException"),
            Map.entry(":content-type", "application/json"),
            Map.entry(":message-type", "exception"));
    return EventStreamFrame.of(headers, json("{'message':'Overloaded: top secret'}"));
  }

  /** A byte changed on the way. */
  @Override
  public Buffer garbage() {
    var frame = piece("wrong");
    int at = frame.length() - 8;
    return frame.copy().setByte(at, (byte) (frame.getByte(at) ^ 1));
  }

  @Override
  public String streamType() {
    return "application/vnd.amazon.eventstream";
  }

  @Override
  public Fault fault(Trouble trouble) {
    return switch (trouble) {
      case CREDENTIALS -> fault(403, "UnrecognizedClientException", "The token is invalid " + KEY);
      case UNKNOWN_MODEL ->
          fault(400, "ValidationException", "The provided model identifier is invalid.");
      case TOO_LONG -> fault(400, "ValidationException", "Input is too long for requested model.");
      case REFUSED -> fault(400, "ValidationException", "Malformed input: top secret");
      case RATE_LIMITED -> fault(429, "ThrottlingException", "Too many requests, please wait");
      case OVERLOADED -> fault(503, "ServiceUnavailableException", "Bedrock is unable to process");
      case FAILED -> fault(500, "InternalServerException", "top secret");
    };
  }

  @Override
  public boolean tellsWhenToComeBack() {
    return false;
  }

  private static Fault fault(int status, String type, String message) {
    var headers =
        Map.of("x-amzn-errortype", type + ":http://internal.amazon.com/coral/com.amazon.bedrock/");
    return new Fault(status, headers, json("{'message':'" + message + "'}"));
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
    var block = body.path("messages").path(0).path("content").path(1).path("image");
    return block.path("source").path("bytes").asString("");
  }

  @Override
  public String toolResult(JsonNode body) {
    var block = body.path("messages").path(2).path("content").path(0).path("toolResult");
    return block.path("content").path(0).path("text").asString("");
  }
}
