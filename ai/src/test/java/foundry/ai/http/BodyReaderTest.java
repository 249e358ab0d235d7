package foundry.ai.http;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.dialect.Shapes;
import foundry.http.HttpService;
import foundry.http.HttpService.Address;
import foundry.http.Json;
import foundry.viewer.Caller;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are too slow, too large or too many, against a reader with small limits. */
final class BodyReaderTest {
  private static final int BYTES_MAX = 1_000;
  private static final int MILLIS_MAX = 150;
  private static final BodyRoom ROOM = new BodyRoom(1_500, 1_200);
  private static final OrgId ORG = new OrgId(UUID.randomUUID());
  private static final ConcurrentLinkedQueue<RoutingContext> HELD = new ConcurrentLinkedQueue<>();

  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpService SERVICE =
      HttpService.start(
          VERTX, new Address("test", "127.0.0.1", 0), BodyReaderTest::routes, Failures::answer);

  private static void routes(Router router) {
    router
        .route("/v1/*")
        .handler(new Shapes())
        .handler(BodyReaderTest::signIn)
        .handler(new BodyReader(BYTES_MAX, ROOM, MILLIS_MAX))
        .handler(HELD::add);
  }

  private static void signIn(RoutingContext context) {
    boolean other = context.request().getHeader("other") != null;
    var org = other ? new OrgId(UUID.randomUUID()) : ORG;
    Authentication.pass(
        context, new Caller(org, new UserId(UUID.randomUUID()), Optional.empty(), "req_test"));
  }

  @AfterAll
  static void close() {
    SERVICE.close();
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Socket send(String path, String headers, String body) throws IOException {
    var socket = new Socket("127.0.0.1", SERVICE.port());
    socket.setSoTimeout(10_000);
    String head = "POST %s HTTP/1.1\r\nhost: x\r\n%s\r\n\r\n".formatted(path, headers);
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  /** Until the server closes the connection, as it must. */
  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/generate, /error/code, TOO_SLOW",
    "/v1/chat/completions, /error/code, request_timeout",
    "/v1/messages, /error/type, invalid_request_error"
  })
  void a_body_that_never_becomes_whole_is_given_up(String path, String place, String word)
      throws Exception {
    try (var socket = send(path, "content-length: 100", "{\"prompt\":")) {
      String reply = all(socket);
      assertThat(reply).startsWith("HTTP/1.1 408").contains("body: not whole after 150 ms");
      String body = reply.substring(reply.indexOf("\r\n\r\n") + 4);
      assertThat(Json.tree(body).at(place).stringValue()).isEqualTo(word);
    }
    await(() -> ROOM.used() == 0);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/generate, HTTP/1.1 503",
    "/v1/chat/completions, HTTP/1.1 503",
    "/v1/messages, HTTP/1.1 529"
  })
  void a_body_without_room_is_told_to_come_again_until_there_is_room(String path, String status)
      throws Exception {
    var first = send(path, "content-length: 900", "x".repeat(900));
    await(() -> HELD.size() == 1);
    assertThat(ROOM.used()).isEqualTo(900);
    String headers = "content-length: 900\r\nexpect: 100-continue";
    try (var refused = send(path, headers, "")) {
      assertThat(all(refused)).startsWith(status).contains("retry-after: 1\r\n");
    }
    try (var other = send(path, "other: yes\r\ncontent-length: 600", "x".repeat(600))) {
      await(() -> HELD.size() == 2);
    }
    await(() -> ROOM.used() == 900); // the other one hung up, unanswered
    HELD.remove().response().end("done");
    await(() -> ROOM.used() == 0);
    HELD.clear();
    first.close();
  }

  @Test
  void who_does_not_say_how_much_is_coming_is_stopped_where_there_is_no_more_room()
      throws Exception {
    var first = send("/v1/generate", "content-length: 900", "x".repeat(900));
    await(() -> HELD.size() == 1);
    String chunk = "190\r\n" + "x".repeat(400) + "\r\n";
    try (var second = send("/v1/generate", "transfer-encoding: chunked", chunk)) {
      assertThat(all(second)).startsWith("HTTP/1.1 503");
    }
    first.close();
    await(() -> ROOM.used() == 0);
    HELD.clear();
  }

  @Test
  void a_body_that_was_taken_is_free_while_its_reply_goes_on() throws Exception {
    try (var socket = send("/v1/generate", "content-length: 900", "x".repeat(900))) {
      await(() -> HELD.size() == 1);
      var body = new WeakReference<>(BodyReader.take(HELD.element()));
      await(
          () -> {
            System.gc();
            return body.get() == null;
          });
      assertThat(HELD.remove().response().ended()).isFalse();
      assertThat(socket.isClosed()).isFalse();
    }
    await(() -> ROOM.used() == 0);
  }

  @Test
  void a_body_that_grows_beyond_its_limit_is_cut_off() throws Exception {
    String chunk = "1f4\r\n" + "x".repeat(500) + "\r\n";
    String headers = "transfer-encoding: chunked";
    try (var socket = send("/v1/messages", headers, chunk + chunk + chunk)) {
      assertThat(all(socket)).startsWith("HTTP/1.1 413").contains("request_too_large");
    }
    await(() -> ROOM.used() == 0);
  }

  @Test
  void a_sender_who_hangs_up_in_the_middle_leaves_nothing_behind() throws Exception {
    try (var socket = send("/v1/generate", "content-length: 900", "x".repeat(300))) {
      await(() -> ROOM.used() == 300);
      assertThat(socket.isClosed()).isFalse();
    }
    await(() -> ROOM.used() == 0);
    assertThat(HELD).isEmpty();
  }
}
