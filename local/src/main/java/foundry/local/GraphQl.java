package foundry.local;

import foundry.http.Json;
import foundry.local.oidc.Persona;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The product's own API, called over HTTP as a persona, the way the web app calls it. */
final class GraphQl implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI address;
  private final Function<Persona, String> tokens;
  private final Persona persona;

  GraphQl(String url, Function<Persona, String> tokens, Persona persona) {
    this.address = URI.create(url + "/query");
    this.tokens = tokens;
    this.persona = persona;
  }

  /** The data of the answer; throws if there are errors. */
  JsonNode run(String document, Map<String, ?> variables) {
    var body = Json.text(Map.of("query", document, "variables", variables));
    var request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER_MAX)
            .header("content-type", "application/json")
            .header("accept", "application/graphql-response+json")
            .header("authorization", "Bearer " + tokens.apply(persona))
            .POST(BodyPublishers.ofString(body))
            .build();
    var reply = Json.tree(send(request).body());
    if (reply.has("errors")) throw new IllegalStateException(reply.get("errors").toString());
    return reply.path("data");
  }

  /** The payload of a mutation; throws if it says what was wrong. */
  JsonNode mutate(String name, String document, Map<String, ?> input) {
    var payload = run(document, Map.of("input", input)).path(name);
    var errors = payload.path("userErrors");
    if (!errors.isEmpty()) throw new IllegalStateException(name + ": " + errors);
    return payload;
  }

  /** Sends bytes where and how the API said. */
  void put(JsonNode upload, byte[] bytes) {
    var request =
        HttpRequest.newBuilder(URI.create(upload.path("url").asString()))
            .timeout(ANSWER_MAX)
            .PUT(BodyPublishers.ofByteArray(bytes));
    for (var header : upload.path("headers")) {
      String name = header.path("name").asString();
      // The client sets these itself, from the bytes.
      if (name.equalsIgnoreCase("host") || name.equalsIgnoreCase("content-length")) continue;
      request.header(name, header.path("value").asString());
    }
    int status = send(request.build()).statusCode();
    if (status != 200) throw new IllegalStateException("upload answered " + status);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
