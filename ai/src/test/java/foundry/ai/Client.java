package foundry.ai;

import foundry.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;

/** A caller of the service. Whatever it sends and gets is held against the contract. */
final class Client {
  /** Operations of the contract that were called with success by any test so far. */
  static final ConcurrentSkipListSet<String> CALLED = new ConcurrentSkipListSet<>();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  record Reply(int status, String requestId, JsonNode body) {
    String code() {
      return body.path("error").path("code").stringValue();
    }

    String message() {
      return body.path("error").path("message").stringValue();
    }
  }

  record Event(String name, Optional<String> id, JsonNode data) {}

  /** A stream that is read as it arrives. */
  record Events(BufferedReader lines) implements AutoCloseable {
    /** The next event; empty at the end. */
    Optional<Event> next() throws IOException {
      String name = "";
      Optional<String> id = Optional.empty();
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) name = line.substring(7);
        if (line.startsWith("id: ")) id = Optional.of(line.substring(4));
        if (line.startsWith("data: ")) data = line.substring(6);
        if (line.isEmpty() && !name.isEmpty()) {
          check(name, data);
          return Optional.of(new Event(name, id, Json.tree(data)));
        }
      }
      return Optional.empty();
    }

    private static void check(String name, String data) {
      switch (name) {
        case "start" -> Contract.INSTANCE.checkEvent("StartEvent", data);
        case "tool_start" -> Contract.INSTANCE.checkEvent("ToolStartEvent", data);
        case "tool_arguments" -> Contract.INSTANCE.checkEvent("ToolArgumentsEvent", data);
        case "delta", "thinking", "refusal" -> Contract.INSTANCE.checkEvent("DeltaEvent", data);
        case "progress" -> Contract.INSTANCE.checkEvent("ProgressEvent", data);
        case "error" -> Contract.INSTANCE.checkEvent("Error", data);
        case "end" ->
            Contract.INSTANCE.checkEvent(
                data.contains("\"finish_reason\"") ? "Answer" : "PutDocumentReply", data);
        default -> throw new AssertionError(name + " is no event of the contract");
      }
    }

    List<Event> all() throws IOException {
      var events = new ArrayList<Event>();
      for (var event = next(); event.isPresent(); event = next()) events.add(event.get());
      return events;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  private final int port;
  private final String token;

  Client(int port, String token) {
    this.port = port;
    this.token = token;
  }

  Reply get(String path) {
    return send("GET", path, "");
  }

  Reply post(String path, String body) {
    return send("POST", path, body);
  }

  Reply put(String path, String body) {
    return send("PUT", path, body);
  }

  Reply delete(String path) {
    return send("DELETE", path, "");
  }

  Reply send(String method, String path, String body) {
    var reply = exchange(request(method, path, body).build());
    check(method, path, body, reply);
    var id = reply.headers().firstValue("x-request-id").orElse("");
    boolean json = reply.headers().firstValue("content-type").orElse("").contains("json");
    return new Reply(reply.statusCode(), id, Json.tree(json ? reply.body() : "null"));
  }

  HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60))
        .header("authorization", "Bearer " + token)
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  /** Checks nothing. */
  static HttpResponse<String> exchange(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void check(String method, String path, String body, HttpResponse<String> reply) {
    var contract = Contract.INSTANCE;
    String type = reply.headers().firstValue("content-type").orElse("");
    contract.checkReply(method, path, reply.statusCode(), type, reply.body());
    if (reply.statusCode() != 200) return;
    CALLED.add(method + " " + contract.template(path));
    if (!body.isEmpty()) contract.checkRequest(method, path, body);
  }

  Events stream(String method, String path, String body) throws IOException, InterruptedException {
    var request = request(method, path, body).header("accept", "text/event-stream").build();
    var reply = HTTP.send(request, BodyHandlers.ofInputStream());
    String type = reply.headers().firstValue("content-type").orElse("");
    Contract.INSTANCE.checkReply(method, path, reply.statusCode(), type, "");
    return new Events(
        new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8)));
  }
}
