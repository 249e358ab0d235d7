package foundry.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import foundry.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Takes spans by OTLP over HTTP in JSON, as a collector of OpenTelemetry does. */
final class TestCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<JsonNode> spans = new CopyOnWriteArrayList<>();
  private final List<String> services = new CopyOnWriteArrayList<>();

  TestCollector() {
    try {
      var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      server = HttpServer.create(anywhere, 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    for (var resource : Json.tree(body).path("resourceSpans")) {
      services.add(resource.at("/resource/attributes/0/value/stringValue").asString());
      for (var scope : resource.path("scopeSpans")) scope.path("spans").forEach(spans::add);
    }
    exchange.sendResponseHeaders(200, 2);
    exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
    exchange.close();
  }

  List<String> services() {
    return services;
  }

  /** Waits for a span for which this holds. */
  JsonNode await(Predicate<JsonNode> wanted) {
    TestApi.await(() -> find(wanted).isPresent());
    return find(wanted).orElseThrow();
  }

  private Optional<JsonNode> find(Predicate<JsonNode> wanted) {
    return spans.stream().filter(wanted).findFirst();
  }

  List<JsonNode> of(String traceId) {
    return spans.stream().filter(span -> span.path("traceId").asString().equals(traceId)).toList();
  }

  static String name(JsonNode span) {
    return span.path("name").asString();
  }

  /** As text; empty if there is none. */
  static String attribute(JsonNode span, String key) {
    for (var attribute : span.path("attributes")) {
      if (!attribute.path("key").asString().equals(key)) continue;
      return attribute.path("value").iterator().next().asString();
    }
    return "";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
