package foundry.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class RequestTargetTest {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger("ROOT");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Vertx vertx = Vertx.vertx();
  private HttpService service;

  @BeforeEach
  void start() {
    log.list = new CopyOnWriteArrayList<>(); // many threads log
    log.start();
    ROOT.addAppender(log);
    service =
        HttpService.start(
            vertx,
            new HttpService.Address("test", "127.0.0.1", 0),
            r -> r.get("/a").handler(c -> c.response().end("read " + c.request().params().size())),
            c -> c.response().setStatusCode(c.statusCode()).end("failed"));
  }

  @AfterEach
  void stop() {
    ROOT.detachAppender(log);
    service.close();
    vertx.close().await();
  }

  /** By hand: no client sends such addresses. */
  private String get(String target) throws IOException {
    try (var socket = new Socket("127.0.0.1", service.port())) {
      socket.setSoTimeout(5_000);
      var head = "GET %s HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".formatted(target);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      return String.join("\n", reader.lines().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/CANARY%zz",
        "/CANARY%",
        "/CANARY%2",
        "/a?q=CANARY%zz",
        "/a?q=CANARY%",
        "/a?%fgCANARY=1"
      })
  void an_address_that_cannot_be_decoded_is_refused_and_not_logged(String target) throws Exception {
    assertThat(get(target)).startsWith("HTTP/1.1 400 ").contains("x-request-id").endsWith("failed");
    assertThat(log.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
    assertThat(log.list)
        .noneMatch(line -> line.getFormattedMessage().contains("CANARY"))
        .noneMatch(line -> line.getThrowableProxy() != null);
  }

  @Test
  void an_address_that_can_be_decoded_is_taken_as_it_is() throws Exception {
    assertThat(get("/a?q=%7B%2f%ff&r")).startsWith("HTTP/1.1 200 ").endsWith("read 2");
    assertThat(get("/%61")).startsWith("HTTP/1.1 200 ");
  }
}
