package foundry.ai;

import foundry.http.Json;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** Takes spans by OTLP over HTTP, as a collector does. */
final class FakeCollector implements AutoCloseable {
  private final LocalServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final List<JsonNode> spans = new CopyOnWriteArrayList<>();

  FakeCollector() {
    server = new LocalServer(this::handle);
  }

  String url() {
    return server.url();
  }

  private void handle(HttpServerRequest request) {
    boolean ours =
        request.path().equals("/v1/traces")
            && "application/json".equals(request.getHeader("content-type"));
    keys.add(String.valueOf(request.getHeader("x-collector-key")));
    request
        .body()
        .onSuccess(
            bytes -> {
              if (ours) keep(bytes.toString());
              request.response().setStatusCode(ours ? 200 : 400).end("{}");
            });
  }

  private void keep(String body) {
    bodies.add(body);
    for (var resource : Json.tree(body).path("resourceSpans")) {
      for (var scope : resource.path("scopeSpans")) scope.path("spans").forEach(spans::add);
    }
  }

  /** Everything that was ever sent. */
  String all() {
    return String.join("\n", bodies);
  }

  /** What each request had to say of who sends it. */
  List<String> keys() {
    return List.copyOf(keys);
  }

  /** The span with this attribute. */
  Optional<JsonNode> span(String key, String value) {
    return spans.stream().filter(span -> attribute(span, key).equals(value)).findFirst();
  }

  /** As text; empty if there is none. */
  static String attribute(JsonNode span, String key) {
    for (var attribute : span.path("attributes")) {
      if (!attribute.path("key").stringValue().equals(key)) continue;
      var value = attribute.path("value");
      return value.iterator().next().asString();
    }
    return "";
  }

  @Override
  public void close() {
    server.close();
  }
}
