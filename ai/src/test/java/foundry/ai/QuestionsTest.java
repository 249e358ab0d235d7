package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import foundry.viewer.OrgId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Questions with one reply, asked of a provider that has its troubles. */
final class QuestionsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();
  private static final Map<String, Integer> HUNG_UP = new ConcurrentHashMap<>();
  private static final HttpServer MISTRAL =
      VERTX
          .createHttpServer()
          .requestHandler(
              request ->
                  request
                      .body()
                      .onSuccess(body -> answer(request.response(), Json.tree(body.toString()))))
          .listen(0, "127.0.0.1")
          .toCompletionStage()
          .toCompletableFuture()
          .join();
  private static final RunningAi AI =
      RunningAi.start(
          RunningAi.folder(),
          Map.of(
              "MISTRAL_BASE_URL",
              "http://127.0.0.1:%d/v1".formatted(MISTRAL.actualPort()),
              "MISTRAL_API_KEY",
              "key-of-the-test"));

  private final Client client = AI.someone();

  @AfterAll
  static void close() {
    AI.close();
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private static void answer(HttpServerResponse response, JsonNode body) {
    String model = body.path("model").stringValue();
    int asked = ASKED.computeIfAbsent(model, ignored -> new AtomicInteger()).incrementAndGet();
    response.putHeader("content-type", "application/json");
    response.closeHandler(ignored -> HUNG_UP.merge(model, 1, Integer::sum));
    if (model.equals("hangs") || model.equals("silent")) return;
    if (model.equals("busy")) {
      response.setStatusCode(429).putHeader("retry-after", "33").end("{}");
    } else if (model.equals("limps") && asked == 2) {
      response.setStatusCode(500).end("{}");
    } else {
      var data = new ArrayList<Map<String, Object>>();
      for (int i = 0; i < body.path("input").size(); i++) {
        data.add(Map.of("index", i, "embedding", List.of(1, 2)));
      }
      response.end(Json.text(Map.of("data", data, "usage", Map.of("prompt_tokens", 7))));
    }
  }

  private Client.Reply embed(String model, int texts) {
    var body = Map.of("model", "mistral/" + model, "input", Collections.nCopies(texts, "a"));
    return client.post("/v1/embed", Json.text(body));
  }

  @Test
  void only_the_part_that_failed_is_asked_for_again() {
    var reply = embed("limps", 100);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("embeddings").size()).isEqualTo(100);
    assertThat(reply.body().path("usage").path("input_tokens").intValue()).isEqualTo(28);
    assertThat(ASKED.get("limps")).as("four parts, one twice").hasValue(5);
  }

  @Test
  void who_is_refused_hears_how_long_to_wait() throws Exception {
    var url = URI.create("http://127.0.0.1:%d/v1/embed".formatted(AI.port()));
    String token =
        RunningAi.token(new OrgId(UUID.randomUUID()), Clock.systemUTC(), RunningAi.SECRET);
    var request =
        HttpRequest.newBuilder(url)
            .header("authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString("{\"model\":\"mistral/busy\",\"input\":\"a\"}"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var reply = http.send(request, BodyHandlers.ofString());
      assertThat(reply.statusCode()).isEqualTo(429);
      assertThat(reply.headers().firstValue("retry-after")).contains("33");
      assertThat(reply.headers().firstValue("x-should-retry")).contains("false");
    }
  }

  @Test
  void whoever_hangs_up_ends_what_is_asked_and_is_counted_once() throws Exception {
    var org = new OrgId(UUID.randomUUID());
    String body =
        Json.text(
            Map.of("model", "mistral/hangs", "input", Collections.nCopies(320, "a".repeat(8))));
    String token = RunningAi.token(org, Clock.systemUTC(), RunningAi.SECRET);
    String head =
        "POST /v1/embeddings HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n"
            .formatted(token, body.length());
    try (var socket = new Socket("127.0.0.1", AI.port())) {
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
      Await.until("asked", () -> asked("hangs") == 8);
    }
    Await.until("hung up on", () -> HUNG_UP.getOrDefault("hangs", 0) == 8);
    var counted =
        "select ended || ' ' || attempts || ' ' || input_tokens from ai.usage where org_id = ?";
    Await.until("counted", () -> !TestDatabase.column(counted, org.value()).isEmpty());
    assertThat(TestDatabase.column(counted, org.value())).containsExactly("CLIENT_GONE 8 512");
    assertThat(asked("hangs")).as("no other part, no repeat").isEqualTo(8);
  }

  @Test
  void whoever_is_silent_for_too_long_may_have_read_it_all() {
    var org = new OrgId(UUID.randomUUID());
    var settings =
        Map.of(
            "MISTRAL_BASE_URL",
            "http://127.0.0.1:%d/v1".formatted(MISTRAL.actualPort()),
            "MISTRAL_API_KEY",
            "key-of-the-test",
            "FOUNDRY_MODEL_FIRST_BYTE_MILLIS",
            "200");
    try (var hasty = RunningAi.start(RunningAi.folder(), settings)) {
      var body = "{\"model\":\"mistral/silent\",\"input\":[\"aaaaaaaa\"]}";
      assertThat(hasty.client(org).post("/v1/embed", body).status()).isEqualTo(504);
    }
    var counted =
        "select ended || ' ' || (input_tokens > 0) || ' ' || estimated from ai.usage where org_id = ?";
    Await.until("counted", () -> !TestDatabase.column(counted, org.value()).isEmpty());
    assertThat(TestDatabase.column(counted, org.value())).containsExactly("FAILED true true");
  }

  private static int asked(String model) {
    return ASKED.getOrDefault(model, new AtomicInteger()).get();
  }
}
