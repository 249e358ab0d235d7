package foundry.ai.generate;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.EventStream;
import foundry.viewer.OrgId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which of two readers is served, over real connections. */
final class ReplayTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final BlockingQueue<EventStream> OPENED = new LinkedBlockingQueue<>();
  private static HttpServer server;

  /** Three bytes each: more than a connection takes that nobody reads, less than is kept. */
  private static final String PIECE = "\u20ac".repeat(100_000);

  private static final int PIECES = 18;

  private final Reader first = new Reader();
  private final Reader second = new Reader();
  private final Replay replay =
      onLoop(
          () ->
              new Replay(
                  VERTX, new OrgId(UUID.randomUUID()), new ReplayRoom(), first.events, () -> {}));

  /** Reads what it is told to, and only then. */
  private static final class Reader {
    private final Socket socket = new Socket();
    private final BufferedReader lines;
    private final EventStream events;

    Reader() throws Exception {
      socket.setReceiveBufferSize(4_096);
      socket.setSoTimeout(10_000);
      socket.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      var input = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
      lines = new BufferedReader(input);
      events = OPENED.poll(10, TimeUnit.SECONDS);
    }

    void readUntil(String expected) throws IOException {
      String line = lines.readLine();
      while (line != null && !line.equals(expected)) line = lines.readLine();
      assertThat(line).isEqualTo(expected);
    }
  }

  ReplayTest() throws Exception {}

  @BeforeAll
  static void start() {
    var router = Router.router(VERTX);
    router.route().handler(call -> OPENED.add(EventStream.open(call)));
    server =
        VERTX
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void leave() throws IOException {
    first.socket.close();
    second.socket.close();
  }

  private static <T> T onLoop(Callable<T> action) throws Exception {
    var done = new CompletableFuture<T>();
    VERTX.runOnContext(
        ignored -> {
          try {
            done.complete(action.call());
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        });
    return done.get(10, TimeUnit.SECONDS);
  }

  private Future<Void> sendAll() {
    for (int i = 1; i < PIECES; i++) replay.send("delta", null, PIECE);
    return replay.send("delta", null, PIECE);
  }

  @Test
  void nobody_waits_for_a_reader_whose_place_was_taken() throws Exception {
    var taken = onLoop(this::sendAll);
    assertThat(onLoop(taken::isComplete)).isFalse();
    assertThat(onLoop(() -> replay.attach(second.events, PIECES))).isTrue();
    taken.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    onLoop(() -> replay.send("delta", null, "here"));
    second.readUntil("data: here");
  }

  @Test
  void nobody_waits_for_a_reader_who_left() throws Exception {
    var taken = onLoop(this::sendAll);
    onLoop(
        () -> {
          replay.left(first.events);
          return true;
        });
    taken.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void a_reader_who_is_gone_before_it_is_attached_takes_nobodys_place() throws Exception {
    var closed = new CompletableFuture<Void>();
    second.events.onClose(() -> closed.complete(null));
    second.socket.close();
    closed.get(10, TimeUnit.SECONDS);
    onLoop(() -> replay.attach(second.events, 0));
    onLoop(() -> replay.send("delta", null, "still here"));
    first.readUntil("data: still here");
  }
}
