package foundry.api;

import foundry.api.TestApi.Person;
import foundry.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A subscription as a client reads it. */
public final class Events implements AutoCloseable {
  private final HttpResponse<InputStream> reply;
  private final BufferedReader lines;

  private Events(HttpResponse<InputStream> reply) {
    this.reply = reply;
    this.lines = new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8));
  }

  public static Events open(Person person, String document) {
    return open(person.token(), document);
  }

  public static Events open(String token, String document) {
    return open(token, document, Map.of());
  }

  public static Events open(String token, String document, Map<String, ?> variables) {
    var request = HttpRequest.newBuilder(TestApi.url("/query"));
    return open(request, token, document, variables);
  }

  /** From another service, or with headers of one's own. */
  public static Events open(
      HttpRequest.Builder start, String token, String document, Map<String, ?> variables) {
    var body = Json.text(Map.of("query", document, "variables", variables));
    var request =
        start
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .header("accept", "text/event-stream")
            .POST(BodyPublishers.ofString(body));
    try {
      return new Events(TestApi.HTTP.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public int status() {
    return reply.statusCode();
  }

  /** The data of the next event; its name if it has none; {@code end} if the stream was cut. */
  public String next() {
    try {
      String event = null;
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("event: ")) event = line.substring(7);
        if (!line.startsWith("data:")) continue;
        var data = line.substring(5).strip();
        return data.isEmpty() ? event : data;
      }
      return "end";
    } catch (IOException e) {
      return "end";
    }
  }

  public JsonNode nextUpdate() {
    return Json.tree(next()).at("/data").properties().iterator().next().getValue();
  }

  @Override
  public void close() {
    try {
      reply.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
