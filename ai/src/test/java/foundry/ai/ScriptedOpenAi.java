package foundry.ai;

import foundry.http.Json;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import tools.jackson.databind.JsonNode;

/** Speaks chat completions and says what it is told to, model by model; then nothing more. */
final class ScriptedOpenAi implements AutoCloseable {
  /** Instead of a text: an error. */
  static final String FAILS = "fails";

  /** At the end of a streamed text: the connection breaks there. */
  static final String BREAKS = "~";

  /** Answers under the name of the file it was loaded from, as servers of one's own do. */
  static final String RENAMED = "renamed";

  private final LocalServer server;
  private final Map<String, Queue<String>> scripts = new ConcurrentHashMap<>();
  private final Map<String, ConcurrentLinkedDeque<JsonNode>> asked = new ConcurrentHashMap<>();

  ScriptedOpenAi() {
    server =
        new LocalServer(
            request ->
                request
                    .body()
                    .onSuccess(body -> answer(request.response(), Json.tree(body.toString()))));
  }

  String url() {
    return server.url() + "/v1";
  }

  void says(String model, String... texts) {
    scripts.put(model, new ArrayDeque<>(List.of(texts)));
    asked.put(model, new ConcurrentLinkedDeque<>());
  }

  /** The bodies this model was asked with, in order. */
  List<JsonNode> asked(String model) {
    return List.copyOf(asked.get(model));
  }

  private void answer(HttpServerResponse response, JsonNode body) {
    String model = body.path("model").stringValue();
    asked.get(model).add(body);
    String text = scripts.get(model).poll();
    if (text == null) return; // silent for ever
    if (text.equals(FAILS)) response.setStatusCode(500).end("{}");
    else if (body.path("stream").asBoolean(false)) streamed(response, text);
    else response.putHeader("content-type", "application/json").end(whole(model, text));
  }

  private static String whole(String model, String text) {
    var message = Map.of("role", "assistant", "content", text);
    return Json.text(
        Map.of(
            "model", model.equals(RENAMED) ? "weights.gguf" : model,
            "choices", List.of(Map.of("index", 0, "finish_reason", "stop", "message", message)),
            "usage", Map.of("prompt_tokens", 10, "completion_tokens", 5)));
  }

  private static void streamed(HttpServerResponse response, String text) {
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    boolean breaks = text.endsWith(BREAKS);
    String content = breaks ? text.substring(0, text.length() - 1) : text;
    var delta = Map.of("choices", List.of(Map.of("delta", Map.of("content", content))));
    var written = response.write("data: " + Json.text(delta) + "\n\n");
    if (breaks) {
      written.onComplete(ignored -> response.reset());
      return;
    }
    response.write("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
    response.end("data: [DONE]\n\n");
  }

  @Override
  public void close() {
    server.close();
  }
}
