package foundry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private static String lineStarting(BufferedReader reader, String start) throws Exception {
    String line = reader.readLine();
    while (!line.startsWith(start)) line = reader.readLine();
    return line;
  }

  private HttpService impatient(Consumer<Router> routes) {
    return impatient(routes, 60_000);
  }

  private HttpService impatient(Consumer<Router> routes, long bodyMillis) {
    var anyPort = new HttpService.Address("test", "127.0.0.1", 0);
    var patience = new Connections.Patience(100, 200, bodyMillis, 20);
    return HttpService.start(
        vertx, anyPort, routes, c -> c.response().setStatusCode(c.statusCode()).end(), patience);
  }

  private static Socket connect(HttpService service) throws Exception {
    var socket = new Socket("127.0.0.1", service.port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws Exception {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_silent_connection_is_closed() throws Exception {
    try (var service = impatient(r -> {});
        var socket = connect(service)) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void a_head_that_trickles_in_is_not_waited_for() throws Exception {
    try (var service = impatient(r -> {});
        var socket = connect(service)) {
      send(socket, "GET /a HTTP/1.1\r\nhost: x\r\nx-more: ");
      socket.setSoTimeout(10);
      boolean open = true;
      for (int sent = 0; open && sent < 500; sent++) open = isOpenAfter(socket, "x");
      assertThat(open).isFalse();
    }
  }

  @Test
  void a_body_that_trickles_in_is_not_waited_for() throws Exception {
    Consumer<Router> routes =
        r -> r.post("/a").handler(c -> c.request().body().onSuccess(b -> c.response().end()));
    try (var service = impatient(routes, 100);
        var socket = connect(service)) {
      send(socket, "POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n");
      socket.setSoTimeout(10);
      boolean open = true;
      for (int sent = 0; open && sent < 500; sent++) open = isOpenAfter(socket, "x");
      assertThat(open).isFalse();
    }
  }

  private static boolean isOpenAfter(Socket socket, String text) {
    try {
      send(socket, text);
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_connection_is_kept_for_the_next_request_for_a_while_only() throws Exception {
    Consumer<Router> routes = r -> r.get("/a").handler(c -> c.response().end("done\n"));
    try (var service = impatient(routes);
        var socket = connect(service)) {
      var reader = reader(socket);
      for (int request = 0; request < 2; request++) {
        send(socket, "GET /a HTTP/1.1\r\nhost: x\r\n\r\n");
        assertThat(lineStarting(reader, "HTTP/1.1")).isEqualTo("HTTP/1.1 200 OK");
      }
      String rest = reader.lines().reduce("", String::concat);
      assertThat(rest).as("to the end of the connection").endsWith("done");
    }
  }

  @Test
  void who_waits_for_a_reply_or_sends_a_long_body_is_left_alone() throws Exception {
    var asked = new CompletableFuture<RoutingContext>();
    var uploaded = new CompletableFuture<String>();
    Consumer<Router> routes =
        r -> {
          r.get("/slow").handler(asked::complete);
          r.put("/b")
              .handler(c -> c.request().body().onSuccess(b -> uploaded.complete(b.toString())));
        };
    try (var service = impatient(routes);
        var waiting = connect(service);
        var sending = connect(service)) {
      send(waiting, "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
      send(sending, "PUT /b HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nab");
      var context = asked.get(5, TimeUnit.SECONDS);
      for (int later = 0; later < 3; later++) {
        try (var silent = connect(service)) {
          assertThat(silent.getInputStream().read()).as("too late by now").isEqualTo(-1);
        }
      }
      send(sending, "cd");
      assertThat(uploaded.get(5, TimeUnit.SECONDS)).isEqualTo("abcd");
      context.vertx().runOnContext(ignored -> context.response().end("late"));
      var reader = reader(waiting);
      assertThat(lineStarting(reader, "HTTP/1.1")).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void a_reply_that_is_read_late_arrives_whole() throws Exception {
    int bytes = 16 << 20;
    Consumer<Router> routes = r -> r.get("/a").handler(c -> c.response().end("x".repeat(bytes)));
    try (var service = impatient(routes);
        var reading = connect(service)) {
      send(reading, "GET /a HTTP/1.1\r\nhost: x\r\n\r\n");
      assertThat(reading.getInputStream().read()).isEqualTo('H');
      for (int later = 0; later < 4; later++) {
        try (var silent = connect(service)) {
          assertThat(silent.getInputStream().read()).as("too late by now").isEqualTo(-1);
        }
      }
      assertThat(reading.getInputStream().readAllBytes().length).isGreaterThan(bytes);
    }
  }
}
