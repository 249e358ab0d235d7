package foundry.ai.provider.contract;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.gemini.Gemini;
import foundry.ai.provider.gemini.GeminiWire;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.VendorSettings;
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

/** Google's generateContent. */
final class GeminiUnderTest implements ProviderUnderTest {
  private static final String PREFIX = "/v1beta/models/";
  private static final String WEATHER =
      "{'functionCall':{'name':'weather','args':{'city':'Köln'}},'thoughtSignature':'c2lnbmVk'}";
  private static final String TIME = "{'functionCall':{'name':'time','args':{'zone':'CET'}}}";
  private static final String USAGE =
      """
      {'promptTokenCount':11,'candidatesTokenCount':5,'totalTokenCount':18,
       'cachedContentTokenCount':3,'thoughtsTokenCount':2}\
      """;

  @Override
  public String toString() {
    return "Gemini";
  }

  @Override
  public HttpTextProvider start(Vertx vertx, URI server, Timeouts timeouts) {
    var base = URI.create(server + "/v1beta");
    return Gemini.provider(
        vertx, new VendorSettings(base, KEY, "plain", timeouts), Clock.systemUTC());
  }

  @Override
  public ChatWire wire() {
    return new GeminiWire();
  }

  @Override
  public Asked asked(HttpServerRequest request, JsonNode body) {
    String path = request.path();
    int colon = path.lastIndexOf(':');
    String name = path.substring(Math.min(PREFIX.length(), colon), colon);
    return new Asked(
        URLDecoder.decode(name, StandardCharsets.UTF_8), path.contains(":streamGenerateContent"));
  }

  @Override
  public Optional<String> wrong(HttpServerRequest request, Buffer body) {
    if (!request.path().startsWith(PREFIX)) return Optional.of("path");
    if (!KEY.equals(request.getHeader("x-goog-api-key"))) return Optional.of("key");
    boolean streams = request.path().endsWith(":streamGenerateContent");
    boolean sse = "alt=sse".equals(request.query());
    return streams == sse ? Optional.empty() : Optional.of("a list is no stream");
  }

  @Override
  public String whole(Script script) {
    return switch (script) {
      case PLAIN -> reply("STOP", "{'text':'Grüße 👋, it is 42.'}");
      case TOOL -> reply("STOP", WEATHER);
      case PARALLEL -> reply("STOP", WEATHER + "," + TIME);
      case LENGTH -> reply("MAX_TOKENS", "{'text':'Cut'}");
      case FILTERED -> reply("SAFETY", "{'text':'So'}");
    };
  }

  private static String reply(String reason, String parts) {
    return json(
        """
        {'candidates':[{'content':{'parts':[%s],'role':'model'},'finishReason':'%s','index':0}],
         'usageMetadata':%s,'modelVersion':'gemini-x','responseId':'r1'}
        """
            .formatted(parts, reason, USAGE));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Override
  public List<Buffer> pieces(Script script) {
    return switch (script) {
      case PLAIN -> stream("STOP", "{'text':'Grüße '}", "{'text':'👋, it is '}", "{'text':'42.'}");
      case TOOL -> stream("STOP", WEATHER);
      case PARALLEL -> stream("STOP", WEATHER, TIME);
      case LENGTH -> stream("MAX_TOKENS", "{'text':'Cut'}");
      case FILTERED -> stream("SAFETY", "{'text':'So'}");
    };
  }

  private static List<Buffer> stream(String reason, String... parts) {
    var all = new ArrayList<Buffer>();
    for (String part : parts) all.add(chunk(part));
    all.add(Sse.data(reply(reason, "{'text':''}")));
    return all;
  }

  private static Buffer chunk(String part) {
    String chunk =
        ("{'candidates':[{'content':{'parts':[%s],'role':'model'},'index':0}],"
                + "'usageMetadata':{'promptTokenCount':11,'totalTokenCount':11},'modelVersion':'gemini-x'}")
            .formatted(part);
    return Sse.data(json(chunk));
  }

  @Override
  public Buffer piece(String text) {
    return chunk("{'text':'" + text + "'}");
  }

  @Override
  public Buffer troubleInTheMiddle() {
    return Sse.data(
        json("{'error':{'code':503,'message':'Overloaded: top secret','status':'UNAVAILABLE'}}"));
  }

  @Override
  public Fault fault(Trouble trouble) {
    return switch (trouble) {
      case CREDENTIALS ->
          fault(
              400, "INVALID_ARGUMENT", "API key not valid: " + KEY, "{'reason':'API_KEY_INVALID'}");
      case UNKNOWN_MODEL -> fault(404, "NOT_FOUND", "models/top secret is not found", "");
      case TOO_LONG ->
          fault(
              400,
              "INVALID_ARGUMENT",
              "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).",
              "");
      case REFUSED -> fault(400, "INVALID_ARGUMENT", "Invalid value: top secret", "");
      case RATE_LIMITED ->
          fault(
              429,
              "RESOURCE_EXHAUSTED",
              "You exceeded your current quota",
              "{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'7s'}");
      case OVERLOADED -> fault(503, "UNAVAILABLE", "The model is overloaded", "");
      case FAILED -> fault(500, "INTERNAL", "An internal error has occurred", "");
    };
  }

  /** In a list, as the vendor does where a list was asked for. */
  private static Fault fault(int status, String name, String message, String details) {
    String body =
        "[{'error':{'code':%d,'message':'%s','status':'%s','details':[%s]}}]"
            .formatted(status, message, name, details);
    return new Fault(status, Map.of(), json(body));
  }

  @Override
  public Usage usage() {
    return new Usage(11, 7, 3, 0, 2);
  }

  @Override
  public String system(JsonNode body) {
    return body.path("systemInstruction").path("parts").path(0).path("text").asString("");
  }

  @Override
  public String image(JsonNode body) {
    var part = body.path("contents").path(0).path("parts").path(1);
    return part.path("inlineData").path("data").asString("");
  }

  @Override
  public String toolResult(JsonNode body) {
    var response = body.path("contents").path(2).path("parts").path(0).path("functionResponse");
    assert response.path("name").asString("").equals("weather");
    return response.path("response").path("output").asString("");
  }
}
