package foundry.ai.provider.contract;

import foundry.ai.Settings;
import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.openai.OpenAi;
import foundry.ai.provider.openai.ResponsesWire;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.HttpTextProvider;
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

/** OpenAI's responses. */
final class ResponsesUnderTest implements LikeOpenAi {
  private static final String WEATHER = call("call_a", "weather", "{\"city\":\"Köln\"}");
  private static final String TIME = call("call_b", "time", "{\"zone\":\"CET\"}");

  @Override
  public String toString() {
    return "OpenAI responses";
  }

  @Override
  public HttpTextProvider start(Vertx vertx, URI server, Timeouts timeouts) {
    var base = URI.create(server + "/v1");
    var settings = new Settings.OpenAi(base, Optional.of(KEY), Optional.empty(), timeouts);
    return OpenAi.provider(vertx, settings, OpenAi.Api.RESPONSES, Clock.systemUTC());
  }

  @Override
  public ChatWire wire() {
    return new ResponsesWire();
  }

  @Override
  public Optional<String> wrong(HttpServerRequest request, Buffer body) {
    boolean known = ("Bearer " + KEY).equals(request.getHeader("authorization"));
    boolean path = request.path().equals("/v1/responses");
    return known && path ? Optional.empty() : Optional.of("key or path");
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String call(String id, String name, String arguments) {
    return Json.text(
        Map.of("type", "function_call", "call_id", id, "name", name, "arguments", arguments));
  }

  private static String message(String text) {
    return json(
        "{'type':'message','role':'assistant','content':[{'type':'output_text','annotations':[],'text':'"
            + text
            + "'}]}");
  }

  private static String response(String output, String end) {
    return json("{'id':'resp_1','object':'response','model':'gpt-x',")
        + json(end)
        + json(",'output':[{'type':'reasoning','summary':[]},")
        + output
        + json(
            "],'usage':{'input_tokens':11,'input_tokens_details':{'cached_tokens':3},'output_tokens':7,'output_tokens_details':{'reasoning_tokens':2},'total_tokens':18}}");
  }

  private static String end(Script script) {
    return switch (script) {
      case PLAIN, TOOL, PARALLEL -> "'status':'completed','incomplete_details':null";
      case LENGTH -> "'status':'incomplete','incomplete_details':{'reason':'max_output_tokens'}";
      case FILTERED -> "'status':'incomplete','incomplete_details':{'reason':'content_filter'}";
    };
  }

  @Override
  public String whole(Script script) {
    String output =
        switch (script) {
          case PLAIN -> message("Grüße 👋, it is 42.");
          case TOOL -> WEATHER;
          case PARALLEL -> WEATHER + "," + TIME;
          case LENGTH -> message("Cut");
          case FILTERED -> message("So");
        };
    return response(output, end(script));
  }

  @Override
  public List<Buffer> pieces(Script script) {
    return switch (script) {
      case PLAIN -> stream(script, piece("Grüße "), piece("👋, it is 42."));
      case TOOL -> stream(script, added(1, WEATHER), more(1, "{\"city\":"), more(1, "\"Köln\"}"));
      case PARALLEL ->
          stream(
              script,
              added(1, WEATHER),
              more(1, "{\"city\":\"Köln\"}"),
              added(2, TIME),
              more(2, "{\"zone\":"),
              more(2, "\"CET\"}"));
      case LENGTH -> stream(script, piece("Cut"));
      case FILTERED -> stream(script, piece("So"));
    };
  }

  private static Buffer event(String type, String more) {
    return Sse.named(type, json("{'type':'" + type + "',") + more + "}");
  }

  private static Buffer added(int place, String item) {
    String empty = item.replaceFirst("\"arguments\":\"(\\\\.|[^\"\\\\])*\"", "\"arguments\":\"\"");
    return event("response.output_item.added", "\"output_index\":" + place + ",\"item\":" + empty);
  }

  private static Buffer more(int place, String piece) {
    return event(
        "response.function_call_arguments.delta",
        "\"output_index\":" + place + ",\"delta\":" + Json.text(piece));
  }

  private static List<Buffer> stream(Script script, Buffer... pieces) {
    var all = new ArrayList<Buffer>();
    all.add(event("response.created", json("'response':{'status':'in_progress'}")));
    all.addAll(List.of(pieces));
    String output = script == Script.PLAIN ? message("Grüße 👋, it is 42.") : message("x");
    String type =
        end(script).contains("incomplete'") ? "response.incomplete" : "response.completed";
    all.add(event(type, "\"response\":" + response(output, end(script))));
    return all;
  }

  @Override
  public Buffer piece(String text) {
    return event(
        "response.output_text.delta", json("'output_index':1,'delta':'") + text + json("'"));
  }

  @Override
  public Buffer troubleInTheMiddle() {
    return event("error", json("'code':'server_error','message':'You said: top secret'"));
  }

  @Override
  public Problem problemInTheMiddle() {
    return Problem.BROKEN;
  }

  @Override
  public String system(JsonNode body) {
    return body.path("input").path(0).path("content").path(0).path("text").asString("");
  }

  @Override
  public String image(JsonNode body) {
    return body.path("input").path(1).path("content").path(1).path("image_url").asString("");
  }

  @Override
  public String toolResult(JsonNode body) {
    return body.path("input").path(3).path("output").asString("");
  }
}
