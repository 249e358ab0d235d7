package foundry.ai.provider.contract;

import foundry.ai.provider.contract.ProviderUnderTest.Asked;
import foundry.ai.provider.contract.ProviderUnderTest.Fault;
import foundry.ai.provider.contract.ProviderUnderTest.Script;
import foundry.ai.provider.contract.ProviderUnderTest.Trouble;
import foundry.http.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * A vendor's server, well or badly behaved: the first part of the model's name says how, the rest
 * keeps tests apart.
 */
public final class FakeProvider implements AutoCloseable {
  private static final int TORN_BYTES = 3;

  private final Vertx vertx = Vertx.vertx();
  private final ProviderUnderTest vendor;
  private final HttpServer server;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /** What the server knows of the one request for a model. */
  static final class Seen {
    final CompletableFuture<JsonNode> body = new CompletableFuture<>();
    final CompletableFuture<String> hungUp = new CompletableFuture<>();
    final CompletableFuture<Integer> stuffed = new CompletableFuture<>();
    final CompletableFuture<String> drained = new CompletableFuture<>();
  }

  public FakeProvider(ProviderUnderTest vendor) {
    this.vendor = vendor;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
            .requestHandler(request -> request.body().onSuccess(body -> handle(request, body)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  Seen seen(String model) {
    return seen.computeIfAbsent(model, ignored -> new Seen());
  }

  private void handle(HttpServerRequest request, Buffer bytes) {
    var body = Json.tree(bytes.toString());
    var asked = vendor.asked(request, body);
    var wrong = vendor.wrong(request, bytes);
    if (wrong.isPresent()) {
      request.response().setStatusCode(418).setStatusMessage("wrong").end(wrong.get());
      return;
    }
    var seen = seen(asked.model());
    request.response().closeHandler(ignored -> seen.hungUp.complete(asked.model()));
    seen.body.complete(body);
    answer(request.response(), asked, seen);
  }

  private void answer(HttpServerResponse response, Asked asked, Seen seen) {
    String behaviour = asked.model().replaceAll("-.*", "");
    switch (behaviour) {
      case "plain", "tool", "parallel", "length", "filtered" ->
          script(response, Script.valueOf(behaviour.toUpperCase(Locale.ROOT)), asked.streamed());
      case "trickle" -> trickle(response, all(Script.PLAIN), 0);
      case "half" -> half(response);
      case "stopped" -> stream(response).end(all(Script.PLAIN).slice(0, 2));
      case "trouble" -> trouble(response);
      case "garbage" -> {
        stream(response).write(vendor.pieces(Script.PLAIN).getFirst());
        response.write(vendor.garbage());
      }
      case "html" -> response.putHeader("content-type", "text/html").end("<html>top secret</html>");
      case "headers" -> response.putHeader("x-huge", "x".repeat(200_000)).end("{}");
      case "hang" -> {}
      case "silent" -> {
        stream(response).write(vendor.pieces(Script.PLAIN).getFirst());
        response.write(vendor.piece("Once upon"));
      }
      case "flood" -> flood(response, seen, 0);
      default -> fault(response, Trouble.valueOf(behaviour.toUpperCase(Locale.ROOT)));
    }
  }

  private void script(HttpServerResponse response, Script script, boolean streamed) {
    if (!streamed) {
      response.putHeader("content-type", "application/json").end(vendor.whole(script));
      return;
    }
    stream(response);
    vendor.pieces(script).forEach(response::write);
    response.end();
  }

  private HttpServerResponse stream(HttpServerResponse response) {
    return response.setChunked(true).putHeader("content-type", vendor.streamType());
  }

  private Buffer all(Script script) {
    var all = Buffer.buffer();
    vendor.pieces(script).forEach(all::appendBuffer);
    return all;
  }

  private void trickle(HttpServerResponse response, Buffer all, int sent) {
    if (sent == 0) stream(response);
    int end = Math.min(all.length(), sent + TORN_BYTES);
    response
        .write(all.slice(sent, end))
        .onSuccess(
            ignored -> {
              if (end == all.length()) response.end();
              else vertx.runOnContext(later -> trickle(response, all, end));
            });
  }

  private void half(HttpServerResponse response) {
    var pieces = vendor.pieces(Script.PLAIN);
    var torn = pieces.get(2).slice(0, pieces.get(2).length() / 2);
    stream(response).write(pieces.get(0));
    response.write(pieces.get(1));
    response.write(torn).onComplete(ignored -> response.reset());
  }

  /** What comes behind the trouble is nobody's business. */
  private void trouble(HttpServerResponse response) {
    stream(response).write(vendor.pieces(Script.PLAIN).getFirst());
    response.write(vendor.piece("So far"));
    response.write(vendor.troubleInTheMiddle());
    response.write(vendor.piece(" and on"));
  }

  /** Writes until the other side takes no more, then tells when it does again. */
  private void flood(HttpServerResponse response, Seen seen, int written) {
    if (written == 0) stream(response).write(vendor.pieces(Script.PLAIN).getFirst());
    if (response.writeQueueFull()) {
      seen.stuffed.complete(written);
      response.drainHandler(ignored -> seen.drained.complete("drained"));
      return;
    }
    response.write(vendor.piece("x".repeat(10_000)));
    vertx.runOnContext(ignored -> flood(response, seen, written + 1));
  }

  private void fault(HttpServerResponse response, Trouble trouble) {
    Fault fault = vendor.fault(trouble);
    fault.headers().forEach(response::putHeader);
    response.putHeader("content-type", "application/json");
    response.setStatusCode(fault.status()).end(fault.body());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
