package foundry.ai.provider.contract;

import foundry.ai.Settings;
import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.openai.ChatCompletionsWire;
import foundry.ai.provider.openai.OpenAi;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.HttpTextProvider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** OpenAI's chat completions. */
final class OpenAiUnderTest implements ProviderUnderTest {
  @Override
  public String toString() {
    return "OpenAI chat";
  }

  @Override
  public HttpTextProvider start(Vertx vertx, URI server, Timeouts timeouts) {
    var base = URI.create(server + "/v1");
    var settings = new Settings.OpenAi(base, Optional.of(KEY), Optional.empty(), timeouts);
    return OpenAi.provider(vertx, settings, Clock.systemUTC());
  }

  @Override
  public ChatWire wire() {
    return new ChatCompletionsWire("/chat/completions", ChatCompletionsWire.Names.OPENAI);
  }

  @Override
  public Asked asked(HttpServerRequest request, JsonNode body) {
    return new Asked(body.path("model").stringValue(), body.path("stream").asBoolean(false));
  }

  @Override
  public Optional<String> wrong(HttpServerRequest request, Buffer body) {
    boolean known = ("Bearer " + KEY).equals(request.getHeader("authorization"));
    boolean path = request.path().equals("/v1/chat/completions");
    return known && path ? Optional.empty() : Optional.of("key or path");
  }

  @Override
  public String whole(Script script) {
    return switch (script) {
      case PLAIN -> message("{'content':'Grüße 👋, it is 42.'}", "stop");
      case TOOL -> message("{'content':null,'tool_calls':[" + WEATHER + "]}", "tool_calls");
      case PARALLEL ->
          message("{'content':null,'tool_calls':[" + WEATHER + "," + TIME + "]}", "tool_calls");
      case LENGTH -> message("{'content':'Cut'}", "length");
      case FILTERED -> message("{'content':'So'}", "content_filter");
    };
  }

  private static final String WEATHER =
      "{'id':'call_a','type':'function','function':{'name':'weather','arguments':'{\\'city\\':\\'Köln\\'}'}}"
          .replace("\\'", "\\\"");
  private static final String TIME =
      "{'id':'call_b','type':'function','function':{'name':'time','arguments':'{\\'zone\\':\\'CET\\'}'}}"
          .replace("\\'", "\\\"");

  private static final String USAGE =
      """
      {'prompt_tokens':11,'completion_tokens':7,'total_tokens':18,
       'prompt_tokens_details':{'cached_tokens':3},
       'completion_tokens_details':{'reasoning_tokens':2}}\
      """;

  private static String message(String message, String reason) {
    return json(
        """
        {'id':'chatcmpl-1','object':'chat.completion','model':'gpt-x','choices':[
          {'index':0,'message':%s,'finish_reason':'%s'}],'usage':%s}
        """
            .formatted(message, reason, USAGE));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Override
  public List<Buffer> pieces(Script script) {
    return switch (script) {
      case PLAIN -> stream("stop", piece("Grüße "), piece("👋, it is 42."));
      case TOOL ->
          stream(
              "tool_calls",
              call(0, "'id':'call_a','type':'function',", "'name':'weather','arguments':''"),
              call(0, "", "'arguments':'{\\'city\\':'"),
              call(0, "", "'arguments':'\\'Köln\\'}'"));
      case PARALLEL ->
          stream(
              "tool_calls",
              call(0, "'id':'call_a','type':'function',", "'name':'weather','arguments':''"),
              call(0, "", "'arguments':'{\\'city\\':\\'Köln\\'}'"),
              call(1, "'id':'call_b','type':'function',", "'name':'time','arguments':''"),
              call(1, "", "'arguments':'{\\'zone\\':'"),
              call(1, "", "'arguments':'\\'CET\\'}'"));
      case LENGTH -> stream("length", piece("Cut"));
      case FILTERED -> stream("content_filter", piece("So"));
    };
  }

  private static Buffer call(int index, String head, String function) {
    String json = "{'index':" + index + "," + head + "'function':{" + function + "}}";
    return delta("{'tool_calls':[" + json.replace("\\'", "\\\"") + "]}", "null");
  }

  private static Buffer delta(String delta, String reason) {
    String chunk =
        "{'id':'chatcmpl-1','object':'chat.completion.chunk','model':'gpt-x','choices':[{'index':0,'delta':"
            + delta
            + ",'finish_reason':"
            + reason
            + "}],'usage':null}";
    return Sse.data(json(chunk));
  }

  private static List<Buffer> stream(String reason, Buffer... pieces) {
    var all = new java.util.ArrayList<Buffer>();
    all.add(delta("{'role':'assistant','content':'','refusal':null}", "null"));
    all.addAll(List.of(pieces));
    all.add(delta("{}", "'" + reason + "'"));
    all.add(
        Sse.data(json("{'id':'chatcmpl-1','model':'gpt-x','choices':[],'usage':" + USAGE + "}")));
    all.add(Sse.data("[DONE]"));
    return all;
  }

  @Override
  public Buffer piece(String text) {
    return delta("{'content':'" + text + "'}", "null");
  }

  @Override
  public Buffer troubleInTheMiddle() {
    return Sse.data(json("{'error':{'message':'You said: top secret','type':'server_error'}}"));
  }

  @Override
  public Problem problemInTheMiddle() {
    return Problem.BROKEN;
  }

  @Override
  public Fault fault(Trouble trouble) {
    return switch (trouble) {
      case CREDENTIALS -> fault(401, "invalid_api_key");
      case UNKNOWN_MODEL -> fault(404, "model_not_found");
      case TOO_LONG -> fault(400, "context_length_exceeded");
      case REFUSED -> fault(400, "unsupported_parameter");
      case RATE_LIMITED ->
          new Fault(429, Map.of("retry-after", "7"), fault(429, "rate_limit_exceeded").body());
      case OVERLOADED -> fault(503, "server_overloaded");
      case FAILED -> fault(500, "server_error");
    };
  }

  private static Fault fault(int status, String code) {
    String body =
        "{'error':{'message':'You said: top secret with %s','type':'x','code':'%s'}}"
            .formatted(KEY, code);
    return new Fault(status, Map.of(), json(body));
  }

  @Override
  public Usage usage() {
    return new Usage(11, 7, 3, 0, 2);
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
