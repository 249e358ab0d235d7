package foundry.ai.provider.contract;

import foundry.ai.provider.contract.ProviderUnderTest.Trouble;
import foundry.http.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** A vendor's server for questions: the first part of the model's name says how it behaves. */
final class FakeQuestions implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final QuestionUnderTest vendor;
  private final HttpServer server;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /** What the server knows of the requests for a model. */
  static final class Seen {
    final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    final CompletableFuture<String> hungUp = new CompletableFuture<>();
  }

  FakeQuestions(QuestionUnderTest vendor) {
    this.vendor = vendor;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> handle(request, body)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  Seen seen(String model) {
    return seen.computeIfAbsent(model, ignored -> new Seen());
  }

  private void handle(HttpServerRequest request, Buffer bytes) {
    var wrong = vendor.wrong(request, bytes);
    if (wrong.isPresent()) {
      request.response().setStatusCode(418).end(wrong.get());
      return;
    }
    var body = Json.tree(bytes.toString());
    String model = vendor.asked(request, body);
    var seen = seen(model);
    seen.bodies.add(body);
    request.response().closeHandler(ignored -> seen.hungUp.complete(model));
    answer(request.response(), model.replaceAll("-.*", ""), body);
  }

  private void answer(HttpServerResponse response, String behaviour, JsonNode body) {
    switch (behaviour) {
      case "plain" -> json(response).end(vendor.reply(body));
      case "less" -> json(response).end(vendor.tooLittle(body));
      case "half" -> {
        String reply = vendor.reply(body);
        json(response).setChunked(true).write(reply.substring(0, reply.length() / 2));
        vertx.setTimer(20, ignored -> response.reset());
      }
      case "empty" -> json(response).end("{}");
      case "html" -> response.putHeader("content-type", "text/html").end("<html>top secret</html>");
      case "headers" -> response.putHeader("x-huge", "x".repeat(200_000)).end("{}");
      case "hang" -> {}
      default -> fault(response, Trouble.valueOf(behaviour.toUpperCase(Locale.ROOT)));
    }
  }

  private static HttpServerResponse json(HttpServerResponse response) {
    return response.putHeader("content-type", "application/json");
  }

  private void fault(HttpServerResponse response, Trouble trouble) {
    var fault = vendor.refuser().fault(trouble);
    fault.headers().forEach(response::putHeader);
    json(response).setStatusCode(fault.status()).end(fault.body());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
