package foundry.api.aiclient;

import foundry.http.Json;
import foundry.viewer.Caller;
import foundry.viewer.CallerTokens;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** The ai service's contract in few lines, with a switch for each way in which it may fail. */
public final class FakeAi implements AutoCloseable {
  public enum Mood {
    NORMAL,
    /** Says the first words, or the first progress, and nothing more. */
    HANGS_AFTER_START,
    HANGS,
    FAILS_AFTER_START,
    IS_BUSY
  }

  public static final byte[] SECRET =
      "a secret of the tests, 32 bytes!".getBytes(StandardCharsets.US_ASCII);

  private final Vertx vertx = Vertx.vertx();
  private final CallerTokens tokens = new CallerTokens(SECRET, Clock.systemUTC());
  private final Map<UUID, Map<UUID, JsonNode>> collections = new ConcurrentHashMap<>();
  private HttpServer server;
  private int port;
  public volatile Mood generating = Mood.NORMAL;
  public volatile Mood indexing = Mood.NORMAL;
  public volatile List<String> words = List.of("Yes", " [1]", ", it", " is [2].");

  /** All words before hanging, the later ones when the first must have been written. */
  public volatile boolean pauseBeforeSecondWord;

  public volatile long lastAbortNanos;
  public final AtomicInteger aborted = new AtomicInteger();
  public final AtomicInteger indexed = new AtomicInteger();

  /** The collections that were asked to delete something. */
  public final List<UUID> deletedFrom = new CopyOnWriteArrayList<>();

  public final AtomicInteger started = new AtomicInteger();

  /** The trace that each request came with; empty if it came with none. */
  public final List<String> traceparents = new CopyOnWriteArrayList<>();

  public volatile JsonNode lastQuestion = Json.tree("{}");

  /** What was told of each key, in order. */
  public final Map<String, List<JsonNode>> keys = new ConcurrentHashMap<>();

  /** Whose usage was asked for, and of what; in order. */
  public final List<String> reports = new CopyOnWriteArrayList<>();

  /** Null: no reply ever comes. */
  public volatile String report = "{\"usage\":[],\"after\":null}";

  /** The organization's keys. */
  public volatile String keyList = "{\"keys\":[]}";

  public FakeAi() {
    up();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public AiClient client() {
    return new AiClient(url(), tokens);
  }

  public void up() {
    server = vertx.createHttpServer().requestHandler(this::handle);
    server.listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    port = server.actualPort();
  }

  public void down() {
    server.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Documents in a collection. */
  public Map<UUID, JsonNode> collection(UUID id) {
    return collections.computeIfAbsent(id, ignored -> new ConcurrentHashMap<>());
  }

  private void handle(HttpServerRequest request) {
    if (request.path().equals("/readyz")) {
      request.response().end("ok");
      return;
    }
    var trace = request.getHeader("traceparent");
    traceparents.add(trace == null ? "" : trace);
    String bearer = request.getHeader("authorization");
    var caller = tokens.verify(bearer == null ? "" : bearer.replace("Bearer ", ""));
    if (caller.isEmpty()) {
      error(request.response(), 401, "UNAUTHENTICATED");
      return;
    }
    request.response().exceptionHandler(ignored -> {});
    switch (request.path()) {
      case "/v1/usage" -> report(request, caller.get());
      case "/v1/keys" -> list(request, caller.get());
      default -> request.body().onSuccess(body -> route(request, body));
    }
  }

  private void list(HttpServerRequest request, Caller caller) {
    reports.add(caller.org() + " keys");
    request.response().end(keyList);
  }

  private void report(HttpServerRequest request, Caller caller) {
    reports.add(caller.org() + " " + caller.user() + " " + request.query());
    if (report != null) request.response().end(report);
  }

  private void route(HttpServerRequest request, Buffer body) {
    if (request.path().startsWith("/v1/keys/")) {
      var id = request.path().substring("/v1/keys/".length());
      keys.computeIfAbsent(id, ignored -> new CopyOnWriteArrayList<>())
          .add(Json.tree(body.toString()));
      json(request.response(), Map.of("id", id));
      return;
    }
    switch (request.path()) {
      case "/v1/retrieve" -> retrieve(request.response(), Json.tree(body.toString()));
      case "/v1/generate" -> generate(request.response(), Json.tree(body.toString()));
      default -> document(request, body);
    }
  }

  private void retrieve(HttpServerResponse response, JsonNode question) {
    var passages = new ArrayList<Map<String, Object>>();
    collection(UUID.fromString(question.path("collection").asString()))
        .forEach(
            (id, document) ->
                document.path("pages").forEach(page -> passages.add(passage(id, document, page))));
    int count = Math.min(passages.size(), question.path("top_k").asInt());
    json(response, Map.of("passages", passages.subList(0, count), "latency_ms", 1));
  }

  /** The second word of the page to its end, so that offsets are not all zero. */
  private static Map<String, Object> passage(UUID id, JsonNode document, JsonNode page) {
    String text = page.path("text").asString();
    int start = Math.max(0, text.indexOf(' ') + 1);
    int end = Math.min(text.length(), start + 200);
    return Map.of(
        "id",
        id + ":" + page.path("number").asInt(),
        "document",
        id,
        "title",
        document.path("title").asString(),
        "page",
        page.path("number").asInt(),
        "page_label",
        page.path("label").asString(),
        "start",
        start,
        "end",
        end,
        "text",
        text.substring(start, end),
        "score",
        1.0);
  }

  private void generate(HttpServerResponse response, JsonNode question) {
    lastQuestion = question;
    onAbort(response);
    Mood mood = generating; // before the test that waits for the start changes it
    started.incrementAndGet();
    if (mood == Mood.HANGS) return;
    if (mood == Mood.IS_BUSY) {
      error(response, 503, "UNAVAILABLE");
      return;
    }
    open(response);
    event(response, "start", Map.of("id", "1", "model", "m", "provider", "p", "extractive", false));
    var said = new StringBuilder();
    for (String word : mood == Mood.NORMAL ? words : words.subList(0, 1)) {
      said.append(word);
      event(response, "delta", Map.of("text", word));
    }
    if (pauseBeforeSecondWord) {
      vertx.setTimer(300, timer -> event(response, "delta", Map.of("text", words.get(1))));
    }
    if (mood == Mood.HANGS_AFTER_START) return;
    if (mood == Mood.FAILS_AFTER_START) {
      event(response, "error", Map.of("error", Map.of("code", "UPSTREAM_FAILED", "message", "")));
    } else {
      event(response, "end", answer(said.toString(), question.path("context")));
    }
    response.end();
  }

  private static Map<String, Object> answer(String text, JsonNode context) {
    var citations = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < context.size(); i++) {
      if (!text.contains("[%d]".formatted(i + 1))) continue;
      citations.add(Map.of("marker", i + 1, "context_id", context.get(i).path("id").asString()));
    }
    return Map.of(
        "id",
        "1",
        "text",
        text,
        "finish_reason",
        "stop",
        "partial",
        false,
        "model",
        "m",
        "provider",
        "p",
        "extractive",
        false,
        "grounded",
        !citations.isEmpty(),
        "usage",
        Map.of("input_tokens", 7, "output_tokens", 3, "estimated", false),
        "citations",
        citations);
  }

  private void document(HttpServerRequest request, Buffer body) {
    var parts = request.path().split("/", -1);
    var collection = collection(UUID.fromString(parts[3]));
    var id = UUID.fromString(parts[5]);
    if (request.method().name().equals("DELETE")) {
      deletedFrom.add(UUID.fromString(parts[3]));
      json(request.response(), Map.of("deleted", collection.remove(id) == null ? 0 : 1));
      return;
    }
    index(request.response(), collection, id, Json.tree(body.toString()));
  }

  private void index(
      HttpServerResponse response, Map<UUID, JsonNode> collection, UUID id, JsonNode document) {
    onAbort(response);
    Mood mood = indexing;
    started.incrementAndGet();
    if (mood == Mood.IS_BUSY) {
      error(response, 503, "UNAVAILABLE");
      return;
    }
    open(response);
    int total = document.path("pages").size();
    progress(response, "CHUNK", total, total);
    progress(response, "EMBED", 0, total);
    if (mood == Mood.HANGS_AFTER_START) return;
    for (int n = 1; n <= total; n++) progress(response, "EMBED", n, total);
    progress(response, "INDEX", 1, 1);
    collection.put(id, document);
    indexed.incrementAndGet();
    event(response, "end", Map.of("passages", total, "unchanged", false));
    response.end();
  }

  private static void progress(HttpServerResponse response, String stage, int done, int total) {
    event(response, "progress", Map.of("stage", stage, "done", done, "total", total));
  }

  private void onAbort(HttpServerResponse response) {
    response.closeHandler(
        ignored -> {
          if (response.ended()) return;
          lastAbortNanos = System.nanoTime();
          aborted.incrementAndGet();
        });
  }

  private static void open(HttpServerResponse response) {
    response.putHeader("content-type", "text/event-stream").setChunked(true);
    response.write(":\n\n");
  }

  private static void event(HttpServerResponse response, String name, Object data) {
    response.write("id: 1\nevent: %s\ndata: %s\n\n".formatted(name, Json.text(data)));
  }

  private static void json(HttpServerResponse response, Object body) {
    response.putHeader("content-type", "application/json").end(Json.bytes(body));
  }

  private static void error(HttpServerResponse response, int status, String code) {
    response.setStatusCode(status);
    json(response, Map.of("error", Map.of("code", code, "message", "", "request_id", "r")));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
