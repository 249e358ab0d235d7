package foundry.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TableLock;
import foundry.api.TestApi;
import foundry.http.Json;
import foundry.http.RunningService;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How the service is watched and stopped. */
final class OperationTest {
  private static final String AUDIT =
      "{ organization(id: \"%s\") { auditEvents(first: 1) { nodes { action } } } }";

  private final Scene scene = Scene.create();

  private static URI url(int port, String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
  }

  private static HttpResponse<String> get(int port, String path) {
    return TestApi.send(HttpRequest.newBuilder(url(port, path)));
  }

  private Reply query(int port, String accept, String document) {
    return new Reply(
        TestApi.send(
            HttpRequest.newBuilder(url(port, "/query"))
                .header("authorization", "Bearer " + scene.member().token())
                .header("content-type", "application/json")
                .header("accept", accept)
                .POST(BodyPublishers.ofString(Json.text(Map.of("query", document))))));
  }

  private Reply query(int port, String document) {
    return query(port, "application/graphql-response+json", document);
  }

  private static <T> CompletableFuture<T> aside(Callable<T> work) {
    var result = new CompletableFuture<T>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  private static CompletableFuture<Boolean> stop(RunningService api) {
    return aside(
        () -> {
          api.close();
          return true;
        });
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void without_a_management_port_everything_is_at_the_one_port() {
    assertThat(TestApi.send(HttpRequest.newBuilder(TestApi.url("/metrics"))).statusCode())
        .isEqualTo(200);
    var ready = new Reply(TestApi.send(HttpRequest.newBuilder(TestApi.url("/readyz")))).json();
    assertThat(ready.path("parts").propertyNames())
        .containsExactlyInAnyOrder("database", "migrations", "ai", "storage");
    assertThat(ready.at("/parts/database").asString()).isEqualTo("ready");
    assertThat(ready.at("/parts/ai").asString()).isEqualTo("not ready");
  }

  @Test
  void with_one_the_public_learns_no_more_than_ready_or_not() {
    int port = freePort();
    try (var api = TestApi.start(Map.of("FOUNDRY_MANAGEMENT_PORT", String.valueOf(port)))) {
      assertThat(get(api.port(), "/metrics").statusCode()).isEqualTo(404);
      assertThat(get(api.port(), "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(api.port(), "/readyz").body()).isEqualTo("{\"ready\":false}");
      assertThat(get(port, "/metrics").body()).contains("foundry_sql_statements_total");
      assertThat(get(port, "/readyz").body()).contains("\"parts\"", "storage");
      assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(port, "/query").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_service_that_stops_says_so_first_and_serves_on_until_it_was_noticed() {
    var api = TestApi.start(Map.of("FOUNDRY_DRAIN_SECONDS", "3"));
    int port = api.port();
    var stopped = stop(api);
    TestApi.await(() -> get(port, "/readyz").body().contains("\"stopping\":true"));
    assertThat(get(port, "/readyz").statusCode()).isEqualTo(503);
    assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);
    assertThat(query(port, "{ viewer { name } }").status()).isEqualTo(200);
    var stream = query(port, "text/event-stream", "{ viewer { name } }");
    assertThat(stream.status()).isEqualTo(503);
    assertThat(stream.errorCodes()).containsExactly("UNAVAILABLE");
    assertThat(stopped.join()).isTrue();
    assertThat(refuses(port)).isTrue();
  }

  @Test
  void a_request_under_way_is_answered_before_the_service_is_gone() {
    var api = TestApi.start(Map.of());
    int port = api.port();
    var reply =
        new Object() {
          CompletableFuture<Reply> coming;
          CompletableFuture<Boolean> stopped;
        };
    try (var lock = TableLock.of("app.audit_event")) {
      reply.coming = aside(() -> query(port, AUDIT.formatted(scene.orgId())));
      TestApi.await(() -> lock.waiting() > 0);
      reply.stopped = stop(api);
      TestApi.await(() -> refuses(port));
      assertThat(reply.stopped.isDone()).isFalse();
    }
    assertThat(reply.coming.join().toString()).startsWith("200 ");
    assertThat(reply.stopped.join()).isTrue();
  }

  private static boolean refuses(int port) {
    try {
      new Socket("127.0.0.1", port).close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void a_statement_that_takes_too_long_is_told_as_such_and_not_as_our_fault() {
    try (var lock = TableLock.of("app.audit_event")) {
      var reply = scene.member().query(AUDIT.formatted(scene.orgId()));
      assertThat(reply.errorCodes()).containsOnly("TIMEOUT");
      assertThat(lock.waiting()).isZero();
    }
  }

  @Test
  void pages_of_listed_origins_may_call_and_read_what_they_need_of_others_may_not() {
    try (var api =
        TestApi.start(
            Map.of("FOUNDRY_CORS_ORIGINS", "https://app.example.com, http://localhost:3000"))) {
      var listed = from(api, "https://app.example.com");
      assertThat(header(listed, "access-control-allow-origin"))
          .isEqualTo("https://app.example.com");
      assertThat(header(listed, "access-control-expose-headers"))
          .contains("x-request-id", "retry-after", "ratelimit");
      assertThat(header(listed, "access-control-allow-credentials")).isEmpty();
      assertThat(listed.headers().allValues("vary")).contains("origin");
      for (var other : List.of("https://evil.example", "null", "https://app.example.com.evil")) {
        var reply = from(api, other);
        assertThat(reply.statusCode()).as("it is the browser that keeps it").isEqualTo(200);
        assertThat(header(reply, "access-control-allow-origin")).isEmpty();
      }
      var preflight = preflight(api, "http://localhost:3000");
      assertThat(preflight.statusCode()).isEqualTo(204);
      assertThat(header(preflight, "access-control-allow-methods")).contains("POST");
      assertThat(header(preflight, "access-control-allow-headers"))
          .contains("authorization", "content-type");
      assertThat(header(preflight, "access-control-max-age")).isEqualTo("7200");
      assertThat(preflight(api, "https://evil.example").headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control"));
    }
  }

  private HttpResponse<String> from(RunningService api, String origin) {
    return TestApi.send(
        HttpRequest.newBuilder(url(api.port(), "/query?query=%7Bviewer%7Bid%7D%7D"))
            .header("authorization", "Bearer " + scene.member().token())
            .header("origin", origin));
  }

  private static HttpResponse<String> preflight(RunningService api, String origin) {
    return TestApi.send(
        HttpRequest.newBuilder(url(api.port(), "/query"))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type"));
  }

  private static String header(HttpResponse<String> reply, String name) {
    return reply.headers().firstValue(name).orElse("");
  }
}
