package foundry.ai;

import foundry.http.Json;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A server that speaks OpenAI's chat completions, well or badly: the first part of the model's name
 * says how, the rest keeps tests apart.
 */
final class FakeOpenAi implements AutoCloseable {
  private final LocalServer server;
  private final Map<String, String> behaviours = new ConcurrentHashMap<>();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<HttpServerResponse>> held = new ConcurrentHashMap<>();
  private final Map<String, String> traceparents = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> bodies = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> hungUp = new ConcurrentHashMap<>();

  FakeOpenAi() {
    server = new LocalServer(this::handle);
  }

  String url() {
    return server.url() + "/v1";
  }

  /** For a model whose name says nothing of how it behaves. */
  void behaves(String model, String behaviour) {
    behaviours.put(model, behaviour);
  }

  int calls(String model) {
    return calls.getOrDefault(model, 0);
  }

  JsonNode body(String model) {
    return bodies.get(model);
  }

  /** As it came with the last call; empty if it did not. */
  String traceparent(String model) {
    return traceparents.getOrDefault(model, "");
  }

  /** Completes when the caller hangs up on this model. */
  CompletableFuture<Void> hungUp(String model) {
    return hungUp.computeIfAbsent(model, ignored -> new CompletableFuture<>());
  }

  private void handle(HttpServerRequest request) {
    if (request.path().equals("/v1/models")) {
      request.response().end("{\"data\":[{\"id\":\"normal\"},{\"id\":\"other\"}]}");
      return;
    }
    String traceparent = request.getHeader("traceparent");
    request
        .body()
        .onSuccess(
            bytes -> {
              var body = Json.tree(bytes.toString());
              if (traceparent != null) {
                traceparents.put(body.path("model").stringValue(), traceparent);
              }
              if (request.path().equals("/v1/embeddings")) embed(request.response(), body);
              else answer(request.response(), body);
            });
  }

  private void embed(HttpServerResponse response, JsonNode body) {
    calls.merge(body.path("model").stringValue(), 1, Integer::sum);
    response
        .putHeader("content-type", "application/json")
        .end("{\"data\":[{\"index\":0,\"embedding\":[1,2]}],\"usage\":{\"prompt_tokens\":3}}");
  }

  private void answer(HttpServerResponse response, JsonNode body) {
    String model = body.path("model").stringValue();
    bodies.put(model, body);
    int call = calls.merge(model, 1, Integer::sum);
    response.closeHandler(ignored -> hungUp(model).complete(null));
    boolean streamed = body.path("stream").asBoolean(false);
    switch (behaviours.getOrDefault(model, model.replaceAll("-.*", ""))) {
      case "normal" -> normal(response, model, streamed);
      case "trickle" -> trickle(response, model, 0);
      case "garbage" ->
          events(response, "{\"choices\":[{\"delta\":{\"content\":\"So far\"}}]}", "<html>");
      case "nodone" -> events(response, text("Complete"), stop()).end();
      case "half" -> half(response);
      case "trouble" -> events(response, text("So far"), "{\"error\":{\"code\":\"overloaded\"}}");
      case "length" ->
          events(
                  response,
                  text("Cut"),
                  "{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}",
                  "[DONE]")
              .end();
      case "busyonce" -> {
        if (call == 1) error(response.putHeader("retry-after", "0"), 429, "rate_limit_exceeded");
        else normal(response, model, streamed);
      }
      case "busy" -> error(response.putHeader("retry-after", "3600"), 429, "rate_limit_exceeded");
      case "quota" -> error(response, 429, "insufficient_quota");
      case "failing" -> error(response, 500, "server_error");
      case "refusing" -> error(response, 400, "context_length_exceeded");
      case "invalid" -> error(response, 400, "invalid_value");
      case "unknown" -> error(response, 404, "model_not_found");
      case "late" -> error(response, 504, "timeout");
      case "lingers" -> events(response, text("All of it"), stop(), "[DONE]");
      case "html" -> response.putHeader("content-type", "text/html").end("<html>Welcome</html>");
      case "tools" -> tools(response, streamed);
      case "json" -> json(response);
      case "thinks" -> {
        String thought = "{\"choices\":[{\"delta\":{\"reasoning_content\":\"Hm.\"}}]}";
        events(response, thought, text("Yes."), stop(), "[DONE]").end();
      }
      case "declines" ->
          events(response, "{\"choices\":[{\"delta\":{\"refusal\":\"No.\"}}]}", stop()).end();
      case "hang" -> {}
      case "flaky" -> flaky(response, model, streamed, call);
      case "tires" -> {
        if (call <= UpstreamLimits.SICK_CALLS_MIN) normal(response, model, streamed);
      }
      case "goeson", "ministral" ->
          events(response, text(" an"), text(" answer."), stop(), "[DONE]").end();
      case "held" -> {
        head(response);
        held.computeIfAbsent(model, ignored -> new CompletableFuture<>()).complete(response);
      }
      case "silent" -> events(response, text("Once upon"));
      case "long" -> events(response, "x".repeat(UpstreamLimits.STREAM_LINE_BYTES_MAX + 1));
      default -> throw new AssertionError("no such behaviour: " + model);
    }
  }

  static String text(String text) {
    return Json.text(
        Map.of(
            "model", "as-answered", "choices", List.of(Map.of("delta", Map.of("content", text)))));
  }

  private static String stop() {
    return "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
  }

  /** Every fifth call goes wrong: one hangs, the next fails. */
  private static void flaky(HttpServerResponse response, String model, boolean streamed, int call) {
    if (call % 10 == 5) return;
    if (call % 10 == 0) error(response, 500, "server_error");
    else normal(response, model, streamed);
  }

  /** Lets a model that is held say something. */
  void say(String model, String text) throws Exception {
    held(model).write("data: " + text(text) + "\n\n");
  }

  void finish(String model) throws Exception {
    held(model).end("data: " + stop() + "\n\ndata: [DONE]\n\n");
  }

  private HttpServerResponse held(String model) throws Exception {
    return held.computeIfAbsent(model, ignored -> new CompletableFuture<>())
        .get(10, TimeUnit.SECONDS);
  }

  private static void normal(HttpServerResponse response, String model, boolean streamed) {
    if (streamed) pieces(response, model);
    else whole(response, model);
  }

  private static void whole(HttpServerResponse response, String model) {
    String answer =
        model.contains("uncited")
            ? "No idea."
            : "Gr\u00fc\u00dfe \ud83d\udc4b, it is 42 [2]. [2][9]";
    response
        .putHeader("content-type", "application/json")
        .end(
            """
            {"id":"chatcmpl-1","object":"chat.completion","model":"as-answered","choices":[
              {"index":0,"finish_reason":"stop","message":{"role":"assistant","refusal":null,
               "content":"%s"}}],
             "usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,
               "prompt_tokens_details":{"cached_tokens":3},
               "completion_tokens_details":{"reasoning_tokens":2}}}
            """
                .formatted(answer));
  }

  /** Two tools at once; streamed, their arguments come in pieces. */
  private static void tools(HttpServerResponse response, boolean streamed) {
    if (!streamed) {
      response
          .putHeader("content-type", "application/json")
          .end(
              """
              {"model":"as-answered","choices":[{"index":0,"finish_reason":"tool_calls","message":{
                "role":"assistant","content":null,"tool_calls":[
                {"id":"call_a","type":"function",
                 "function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}},
                {"id":"call_b","type":"function",
                 "function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]}}],
               "usage":{"prompt_tokens":11,"completion_tokens":7}}
              """);
      return;
    }
    events(
            response,
            call(0, "\"id\":\"call_a\",\"type\":\"function\",", "\"name\":\"weather\",", ""),
            call(0, "", "", "{\\\"city\\\":"),
            call(0, "", "", "\\\"Oslo\\\"}"),
            call(1, "\"id\":\"call_b\",\"type\":\"function\",", "\"name\":\"weather\",", ""),
            call(1, "", "", "{\\\"city\\\":\\\"Rome\\\"}"),
            "{\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7}}",
            "[DONE]")
        .end();
  }

  private static String call(int index, String start, String name, String arguments) {
    return ("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":%d,%s"
            + "\"function\":{%s\"arguments\":\"%s\"}}]}}]}")
        .formatted(index, start, name, arguments);
  }

  private static void json(HttpServerResponse response) {
    response
        .putHeader("content-type", "application/json")
        .end(
            """
            {"model":"as-answered","choices":[{"index":0,"finish_reason":"stop","message":{
              "role":"assistant","content":"{\\"city\\":\\"Oslo\\",\\"celsius\\":4}"}}],
             "usage":{"prompt_tokens":11,"completion_tokens":7}}
            """);
  }

  private static void pieces(HttpServerResponse response, String model) {
    var role =
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"usage\":null}";
    var usage = "{\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7}}";
    var answer =
        model.contains("uncited") ? "No idea." : "Gr\u00fc\u00dfe \ud83d\udc4b, it is 42 [2]";
    events(response, role, text(answer), text(". [2][9]"), stop(), usage, "[DONE]").end();
  }

  /**
   * One byte after the other would take the kernel's time; three at a time tear every character.
   */
  private void trickle(HttpServerResponse response, String model, int sent) {
    if (sent == 0) head(response);
    byte[] all =
        (": hello\r\n\r\ndata: "
                + text("\u00e4\ud83d\ude00")
                + "\r\n\r\ndata: "
                + stop()
                + "\r\n\r\ndata: [DONE]\r\n\r\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int end = Math.min(all.length, sent + 3);
    response
        .write(io.vertx.core.buffer.Buffer.buffer(java.util.Arrays.copyOfRange(all, sent, end)))
        .onSuccess(
            ignored -> {
              if (end == all.length) response.end();
              else server.vertx().runOnContext(later -> trickle(response, model, end));
            });
  }

  private static void half(HttpServerResponse response) {
    events(response, text("Half an")).write("data: {\"cho").onComplete(ignored -> response.reset());
  }

  private static HttpServerResponse head(HttpServerResponse response) {
    return response.setChunked(true).putHeader("content-type", "text/event-stream; charset=utf-8");
  }

  private static HttpServerResponse events(HttpServerResponse response, String... data) {
    head(response);
    for (String one : data) response.write("data: " + one + "\n\n");
    return response;
  }

  private static void error(HttpServerResponse response, int status, String code) {
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end("{\"error\":{\"message\":\"You said: top secret\",\"code\":\"" + code + "\"}}");
  }

  @Override
  public void close() {
    server.close();
  }
}
