package foundry.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.http.Json;
import foundry.http.RunningService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebAppTest {
  @TempDir private Path parent;
  private RunningService api;

  @BeforeEach
  void start() throws Exception {
    var folder = Files.createDirectories(parent.resolve("dist/assets")).getParent();
    Files.writeString(parent.resolve("secret.txt"), "secret");
    Files.writeString(folder.resolve("index.html"), "<!doctype html><title>Foundry</title>");
    Files.writeString(folder.resolve("assets/app-AbCd1234.js"), "x".repeat(5_000));
    Files.createDirectories(folder.resolve("graphiql/assets"));
    Files.writeString(folder.resolve("graphiql/index.html"), "<title>GraphiQL</title>");
    Files.writeString(folder.resolve("graphiql/assets/index-AbCd1234.js"), "x");
    api =
        TestApi.start(
            Map.of(
                "FOUNDRY_WEB_PATH", folder.toString(),
                "FOUNDRY_ENVIRONMENT", "production",
                "FOUNDRY_CORS_ORIGINS", "http://127.0.0.1:5173"));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> get(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(api.port(), path)));
    if (headers.length > 0) request.headers(headers);
    return TestApi.send(request);
  }

  private static String header(HttpResponse<String> reply, String name) {
    return reply.headers().firstValue(name).orElse("");
  }

  @Test
  void graphiql_is_there_in_dev_alone() {
    var paths = List.of("/graphiql", "/graphiql/", "/graphiql/index.html");
    for (var path : paths) assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    assertThat(get("/graphiql/assets/index-AbCd1234.js").statusCode()).isEqualTo(404);
    var folder = parent.resolve("dist").toString();
    try (var dev = TestApi.start(Map.of("FOUNDRY_WEB_PATH", folder))) {
      api.close();
      api = dev;
      for (var path : paths) assertThat(get(path).body()).as(path).contains("<title>GraphiQL");
      assertThat(header(get("/graphiql/assets/index-AbCd1234.js"), "cache-control"))
          .contains("immutable");
      assertThat(header(get("/graphiql"), "content-security-policy"))
          .contains("script-src 'self'")
          .doesNotContain("unsafe-inline", "'unsafe-eval'");
      assertThat(get("/graphiqlish").body()).contains("<title>Foundry");
    }
  }

  @Test
  void screens_are_drawn_by_the_index_which_is_never_kept() {
    for (var path : new String[] {"/", "/index.html", "/projects/prj_1/documents", "/silent"}) {
      var reply = get(path);
      assertThat(reply.body()).as(path).contains("<title>Foundry</title>");
      assertThat(header(reply, "cache-control")).isEqualTo("no-cache");
      assertThat(header(reply, "content-type")).startsWith("text/html");
    }
  }

  @Test
  void hashed_files_are_kept_for_good_and_sent_compressed() {
    var reply = get("/assets/app-AbCd1234.js", "accept-encoding", "gzip");
    assertThat(header(reply, "cache-control")).contains("immutable");
    assertThat(header(reply, "content-encoding")).isEqualTo("gzip");
    assertThat(get("/assets/app-AbCd1234.js").body()).hasSize(5_000);
  }

  @Test
  void nothing_outside_of_the_folder_and_nothing_unknown_is_served() {
    for (var path :
        new String[] {
          "/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2f..%2fsecret.txt", "/nothing.js"
        }) {
      var reply = get(path);
      assertThat(reply.statusCode()).as(path).isGreaterThanOrEqualTo(400);
      assertThat(reply.body()).doesNotContain("secret\"").isNotEqualTo("secret");
    }
  }

  @Test
  void browsers_are_told_what_not_to_do() {
    var policy = header(get("/"), "content-security-policy");
    assertThat(policy)
        .contains("default-src 'self'", "frame-ancestors 'none'", TestApi.ISSUER.url().toString())
        .contains(TestApi.STORAGE.endpoint().toString())
        .contains("script-src 'self' 'wasm-unsafe-eval'")
        .doesNotContain("unsafe-inline", "'unsafe-eval'");
    assertThat(header(get("/silent"), "content-security-policy"))
        .contains("frame-ancestors 'self'");
    assertThat(header(get("/"), "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(get("/"), "referrer-policy")).isNotEmpty();
    assertThat(header(get("/"), "strict-transport-security")).contains("max-age");
  }

  @Test
  void clients_learn_what_they_need_before_signing_in() {
    var config = Json.tree(get("/config.json").body());
    assertThat(config.path("issuer").asString()).isEqualTo(TestApi.ISSUER.url().toString());
    assertThat(config.path("clientId").asString()).isEqualTo("foundry-web");
    assertThat(config.path("uploadBytesMax").asInt()).isEqualTo(100_000_000);
    assertThat(config.at("/acceptedTypes/0").toString())
        .contains("\"extension\":\"pdf\"", "\"mediaType\":\"application/pdf\"");
    assertThat(config.path("environment").asString()).isEqualTo("production");
  }

  @Test
  void readiness_names_each_part() {
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    var ready = get("/readyz");
    assertThat(ready.statusCode()).isEqualTo(503);
    var parts = Json.tree(ready.body()).path("parts");
    assertThat(parts.path("database").asString()).isEqualTo("ready");
    assertThat(parts.path("migrations").asString()).isEqualTo("ready");
    assertThat(parts.path("ai").asString()).isEqualTo("not ready");
    assertThat(parts.has("storage")).isTrue();
    assertThat(get("/metrics").body()).contains("foundry_sql_statements_total", "service=\"api\"");
  }

  @Test
  void head_is_answered_by_whom_get_is() {
    for (var path : List.of("/healthz", "/readyz", "/metrics", "/config.json")) {
      var url = URI.create("http://127.0.0.1:%d%s".formatted(api.port(), path));
      var head = TestApi.send(HttpRequest.newBuilder(url).HEAD());
      var get = get(path);
      assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
      assertThat(header(head, "content-type")).as(path).isEqualTo(header(get, "content-type"));
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void only_listed_origins_may_call() {
    assertThat(
            header(
                get("/config.json", "origin", "http://127.0.0.1:5173"),
                "access-control-allow-origin"))
        .isEqualTo("http://127.0.0.1:5173");
    assertThat(
            header(
                get("/config.json", "origin", "http://evil.example"),
                "access-control-allow-origin"))
        .isEmpty();
  }
}
