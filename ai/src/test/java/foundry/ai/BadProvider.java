package foundry.ai;

import foundry.http.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A provider that sends more than anybody can take, or is not the one it says. */
final class BadProvider implements AutoCloseable {
  /** Sends pieces of one letter until nobody listens. */
  static final String FLOOD = "flood";

  /** Sends megabytes of headers. */
  static final String HEADERS = "headers";

  private static final int PIECES_AT_ONCE = 100;
  private static final String PASSWORD = "of-the-test";

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final boolean tls;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong fullSinceNanos = new AtomicLong();

  private BadProvider(HttpServerOptions options) {
    tls = options.isSsl();
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(
                connection -> {
                  open.incrementAndGet();
                  connection.closeHandler(ignored -> open.decrementAndGet());
                })
            .requestHandler(
                request ->
                    request.body().onSuccess(body -> answer(request.response(), model(body))))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  static BadProvider plain() {
    return new BadProvider(new HttpServerOptions());
  }

  /** With a certificate that nobody vouches for and that is for another host. */
  static BadProvider withForeignCertificate(Path folder) throws Exception {
    var store = folder.resolve("foreign.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=elsewhere",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IOException("no certificate was made");
    }
    var key = new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    return new BadProvider(new HttpServerOptions().setSsl(true).setKeyCertOptions(key));
  }

  String url() {
    return (tls ? "https" : "http") + "://127.0.0.1:" + server.actualPort() + "/v1";
  }

  int calls() {
    return calls.get();
  }

  /** Connections that are open now. */
  int open() {
    return open.get();
  }

  long bytesWritten() {
    return written.get();
  }

  /** Whether it could write nothing for so long. */
  boolean isHeldUpFor(long millis) {
    long since = fullSinceNanos.get();
    return since != 0 && System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static String model(Buffer body) {
    return Json.tree(body.toString()).path("model").stringValue();
  }

  private void answer(HttpServerResponse response, String model) {
    calls.incrementAndGet();
    if (model.equals(HEADERS)) {
      for (int i = 0; i < 10_000; i++) response.putHeader("x-secret-" + i, "y".repeat(1_000));
      response.end("{}");
      return;
    }
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    flood(
        response, Buffer.buffer(("data: " + FakeOpenAi.text("x") + "\n\n").repeat(PIECES_AT_ONCE)));
  }

  private void flood(HttpServerResponse response, Buffer pieces) {
    if (response.closed()) return;
    written.addAndGet(pieces.length());
    response.write(pieces);
    if (!response.writeQueueFull()) {
      vertx.runOnContext(ignored -> flood(response, pieces));
      return;
    }
    fullSinceNanos.set(System.nanoTime());
    response.drainHandler(
        ignored -> {
          fullSinceNanos.set(0);
          flood(response, pieces);
        });
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
