package foundry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServiceTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private HttpService start(Consumer<Router> routes) {
    var anyPort = new HttpService.Address("test", "127.0.0.1", 0);
    return HttpService.start(vertx, anyPort, routes, HttpServiceTest::answer);
  }

  private static void answer(RoutingContext context) {
    context.response().setStatusCode(context.statusCode()).end("failed");
  }

  private HttpResponse<String> get(HttpService service, String path, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(uri(service, path)).timeout(java.time.Duration.ofSeconds(5));
    if (headers.length > 0) request.headers(headers);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(HttpService service, String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }

  @Test
  void every_reply_has_a_request_id_and_a_well_formed_one_is_kept() throws Exception {
    try (var service = start(r -> r.get("/a").handler(c -> c.response().end(RequestId.of(c))))) {
      assertThat(get(service, "/a").body()).startsWith("req_");
      var kept = get(service, "/a", RequestId.HEADER, "my-request-1");
      assertThat(kept.body()).isEqualTo("my-request-1");
      assertThat(kept.headers().firstValue(RequestId.HEADER)).contains("my-request-1");
      assertThat(get(service, "/a", RequestId.HEADER, "no good").body()).startsWith("req_");
    }
  }

  @Test
  void what_a_route_throws_becomes_the_services_own_error() throws Exception {
    Consumer<Router> broken =
        r ->
            r.get("/a")
                .handler(
                    c -> {
                      throw new IllegalStateException("secret");
                    });
    try (var service = start(broken)) {
      var reply = get(service, "/a");
      assertThat(reply.statusCode()).isEqualTo(500);
      assertThat(reply.body()).isEqualTo("failed");
      assertThat(get(service, "/nowhere").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_body_that_is_no_http_is_the_clients_fault() throws Exception {
    Consumer<Router> reads =
        r -> r.post("/a").handler(BodyHandler.create(false)).handler(c -> c.response().end("ok"));
    try (var service = start(reads);
        var socket = new Socket("127.0.0.1", service.port())) {
      socket.setSoTimeout(5_000);
      var request =
          "POST /a HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(reader.readLine()).isEqualTo("HTTP/1.1 400 Bad Request");
      while (reader.readLine() != null) {} // to the end: the connection is of no use any more
    }
  }

  @Test
  void a_taken_port_is_named() {
    var other = Vertx.vertx(); // as in another process: within one, servers share a port
    try (var first = start(r -> {})) {
      var same = new HttpService.Address("web", "127.0.0.1", first.port());
      assertThatThrownBy(() -> HttpService.start(other, same, r -> {}, HttpServiceTest::answer))
          .isInstanceOf(PortTaken.class)
          .hasMessage("port %d (web) is taken by another process".formatted(first.port()));
    } finally {
      other.close().await();
    }
  }

  @Test
  void events_arrive_as_they_are_sent_and_a_gone_client_is_noticed() throws Exception {
    var gone = new CompletableFuture<String>();
    Consumer<Router> routes =
        r ->
            r.get("/events")
                .handler(
                    c -> {
                      var events = EventStream.open(c);
                      events.onClose(() -> gone.complete("gone"));
                      events.send("delta", "7", "{\"text\":\"a\"}");
                    });
    try (var service = start(routes);
        var socket = new Socket("127.0.0.1", service.port())) {
      socket
          .getOutputStream()
          .write("GET /events HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lineStarting(reader, "id:")).isEqualTo("id: 7");
      assertThat(reader.readLine()).isEqualTo("event: delta");
      assertThat(reader.readLine()).isEqualTo("data: {\"text\":\"a\"}");
      socket.shutdownOutput();
      socket.shutdownInput();
      assertThat(gone.get(5, TimeUnit.SECONDS)).isEqualTo("gone");
    }
  }

  @Test
  void a_client_that_left_before_the_stream_began_is_noticed_once() throws Exception {
    var asked = new CompletableFuture<Void>();
    var told = new AtomicInteger();
    var noticed = new CompletableFuture<EventStream>();
    Consumer<Router> routes =
        r ->
            r.get("/events")
                .handler(
                    c -> {
                      c.response()
                          .closeHandler(
                              ignored -> {
                                var events = EventStream.open(c);
                                events.onClose(told::incrementAndGet);
                                events.end();
                                vertx.runOnContext(done -> noticed.complete(events));
                              });
                      asked.complete(null);
                    });
    try (var service = start(routes);
        var socket = new Socket("127.0.0.1", service.port())) {
      socket
          .getOutputStream()
          .write("GET /events HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      asked.get(5, TimeUnit.SECONDS);
      socket.close();
      assertThat(noticed.get(5, TimeUnit.SECONDS).isClosed()).isTrue();
      assertThat(told).hasValue(1);
    }
  }

  private static String lineStarting(BufferedReader reader, String start) throws Exception {
    String line = reader.readLine();
    while (!line.startsWith(start)) line = reader.readLine();
    return line;
  }

  @Test
  void heartbeats_come_from_the_start_in_the_words_of_the_dialect_and_between_events()
      throws Exception {
    var opened = new CompletableFuture<EventStream>();
    var beat = EventStream.Heartbeat.event(20, "ping", "{}");
    Consumer<Router> routes =
        r -> r.get("/e").handler(c -> opened.complete(EventStream.open(c, beat)));
    try (var service = start(routes)) {
      var request = HttpRequest.newBuilder(uri(service, "/e")).build();
      var reply = client.send(request, HttpResponse.BodyHandlers.ofLines());
      var lines = reply.body().iterator();
      for (int beats = 0; beats < 3; beats++) {
        assertThat(lines.next()).isEqualTo("event: ping");
        assertThat(lines.next()).isEqualTo("data: {}");
        assertThat(lines.next()).isEmpty();
      }
      opened.get(5, TimeUnit.SECONDS).send("delta", "7", "\"text\"").await();
      var line = lines.next();
      while (!line.startsWith("id:")) line = lines.next();
      assertThat(line).isEqualTo("id: 7");
      assertThat(lines.next()).isEqualTo("event: delta");
      assertThat(lines.next()).isEqualTo("data: \"text\"");
      opened.get().end();
    }
  }
}
