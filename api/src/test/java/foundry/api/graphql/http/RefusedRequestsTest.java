package foundry.api.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import foundry.api.Reply;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import foundry.http.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What no client of ours sends is the sender's fault, and its text is in no log. */
final class RefusedRequestsTest {
  private static final String CANARY = "canary41";
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger("ROOT");
  private static final Person ANN = TestApi.person("Ann");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.list = new CopyOnWriteArrayList<>(); // many threads log
    log.start();
    ROOT.addAppender(log);
  }

  @AfterEach
  void stop() {
    ROOT.detachAppender(log);
  }

  private static Reply post(String body, String encoding) {
    return new Reply(
        TestApi.send(
            HttpRequest.newBuilder(TestApi.url("/query"))
                .header("authorization", "Bearer " + ANN.token())
                .header("content-type", "application/json")
                .header("content-encoding", encoding)
                .header("accept", "application/graphql-response+json")
                .POST(BodyPublishers.ofString(body))));
  }

  private void assertThatNothingIsLogged() {
    assertThat(log.list)
        .noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.ERROR))
        .noneMatch(line -> line.getFormattedMessage().contains(CANARY))
        .noneMatch(line -> line.getThrowableProxy() != null);
  }

  @Test
  void an_address_that_cannot_be_decoded_is_malformed_input() throws Exception {
    var url = TestApi.url("/query");
    try (var socket = new Socket("127.0.0.1", url.getPort())) {
      socket.setSoTimeout(5_000);
      var head =
          "GET /query?query=%%7Bviewer%%7Bid%%7D%%7D&variables=%%7B%s%%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
              .formatted(CANARY);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(String.join("\n", reader.lines().toList()))
          .startsWith("HTTP/1.1 400 ")
          .contains("\"code\":\"INVALID_INPUT\"", "\"requestId\"");
    }
    assertThatNothingIsLogged();
  }

  @Test
  void a_document_whose_validation_throws_is_refused() {
    var document =
        "subscription %s { notification @skip(if: true) { notification { id } } }"
            .formatted(CANARY);
    var reply = post(Json.text(Map.of("query", document)), "identity");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.errorCodes()).containsExactly("INVALID_INPUT");
    assertThatNothingIsLogged();
  }

  @Test
  void a_body_that_is_compressed_is_refused_by_the_name_of_its_header() {
    var reply = post("\u001f\u008b", "gzip");
    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.toString()).contains("content-encoding", "INVALID_INPUT");
    var plain = post("{\"query\":\"{ viewer { id } }\"}", "identity");
    assertThat(plain.status()).isEqualTo(200);
  }
}
