package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import foundry.viewer.OrgId;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests that are wrong as bytes are refused in the shape of each dialect, before any model is
 * asked or anything is counted.
 */
final class BadInputTest {
  private static final FakeOpenAi PROVIDER = new FakeOpenAi();
  private static final RunningAi AI =
      RunningAi.start(RunningAi.folder(), Map.of("OPENAI_BASE_URL", PROVIDER.url()));

  private final OrgId org = new OrgId(UUID.randomUUID());
  private final String model = DialectAi.model("normal");

  @AfterAll
  static void close() {
    AI.close();
    PROVIDER.close();
  }

  private record Reply(int status, String body) {
    static Reply of(String text) {
      assertThat(text).startsWith("HTTP/1.1 ");
      int end = text.indexOf("\r\n\r\n");
      return new Reply(Integer.parseInt(text.substring(9, 12)), text.substring(end + 4));
    }
  }

  /** What comes back until the server closes the connection. */
  private Reply send(Dialect dialect, String headers, byte[] body) throws IOException {
    try (var socket = new Socket("127.0.0.1", AI.port())) {
      socket.setSoTimeout(20_000);
      String token = RunningAi.token(org, Clock.systemUTC(), RunningAi.SECRET);
      String head =
          "POST %s HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\n%s\r\n\r\n"
              .formatted(dialect.path, token, headers);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      var all = socket.getInputStream().readAllBytes();
      return Reply.of(new String(all, StandardCharsets.UTF_8));
    }
  }

  private Reply whole(Dialect dialect, byte[] body) throws IOException {
    return send(dialect, "connection: close\r\ncontent-length: " + body.length, body);
  }

  private void isRefused(Dialect dialect, Reply reply, int status, String word) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(dialect.error(Json.tree(reply.body()))).isEqualTo(word);
    assertThat(PROVIDER.calls(model)).isZero();
  }

  private void isInvalid(Dialect dialect, Reply reply) {
    isRefused(
        dialect,
        reply,
        400,
        dialect.one("INVALID_INPUT", "invalid_value", "invalid_request_error"));
  }

  private String body(Dialect dialect, String more) {
    return dialect.body("openai/" + model, more);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void a_field_given_twice_is_refused(Dialect dialect) throws Exception {
    isInvalid(dialect, whole(dialect, bytes(body(dialect, ",\"max_tokens\":10"))));
  }

  @ParameterizedTest
  @EnumSource
  void bytes_that_are_no_utf_8_are_refused(Dialect dialect) throws Exception {
    for (int wrong : new int[] {0xff, 0xc0, 0xed}) {
      byte[] body = bytes(body(dialect, ""));
      int at = new String(body, StandardCharsets.UTF_8).indexOf("\"x\"") + 1;
      body[at] = (byte) wrong;
      var reply = whole(dialect, body);
      isInvalid(dialect, reply);
      assertThat(reply.body()).contains("body: no UTF-8 at byte " + at + " (expected: UTF-8)");
    }
  }

  @ParameterizedTest
  @EnumSource
  void broken_json_and_json_nested_too_deep_are_refused(Dialect dialect) throws Exception {
    for (String body :
        new String[] {"", "{", "[]", "null", "[".repeat(100_000), "{\"x\":\"\\ud800\"}"}) {
      isInvalid(dialect, whole(dialect, bytes(body)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_text_sent_as_an_image_is_refused(Dialect dialect) throws Exception {
    String text = "aGVsbG8gdGhlcmUh"; // hello there!
    String part =
        dialect.one(
            "{\"type\":\"image\",\"media_type\":\"image/png\",\"data\":\"%s\"}",
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,%s\"}}",
            "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%s\"}}");
    String body = body(dialect, "").replace("\"x\"", "[" + part.formatted(text) + "]");
    var reply = whole(dialect, bytes(body));
    isInvalid(dialect, reply);
    assertThat(reply.body()).contains("no image (expected: one of GIF, JPEG, PNG, WebP)");
  }

  @ParameterizedTest
  @EnumSource
  void a_body_that_is_too_large_is_refused_before_it_is_sent(Dialect dialect) throws Exception {
    String headers = "content-length: " + (Limits.GENERATE_BODY_BYTES_MAX + 1);
    isRefused(
        dialect,
        send(dialect, headers, new byte[0]),
        413,
        dialect.one("TOO_LARGE", "request_too_large", "request_too_large"));
  }

  @ParameterizedTest
  @EnumSource
  void a_sender_who_leaves_before_all_is_sent_asks_nobody(Dialect dialect) throws Exception {
    byte[] body = bytes(body(dialect, ""));
    try (var socket = new Socket("127.0.0.1", AI.port())) {
      String token = RunningAi.token(org, Clock.systemUTC(), RunningAi.SECRET);
      String head =
          "POST %s HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n"
              .formatted(dialect.path, token, body.length + 1);
      socket.getOutputStream().write(bytes(head));
      socket.getOutputStream().write(body);
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
    assertThat(PROVIDER.calls(model)).isZero();
  }

  @Test
  void lengths_that_make_no_sense_are_refused() throws Exception {
    for (String headers :
        new String[] {
          "content-length: -1", "content-length: x", "content-length: 3\r\ncontent-length: 4"
        }) {
      assertThat(send(Dialect.FOUNDRY, headers, bytes("{}")).status()).as(headers).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @EnumSource
  void megabytes_of_headers_are_cut_off(Dialect dialect) {
    try {
      String line = "x-long: " + "y".repeat(1_000) + "\r\n";
      var reply = send(dialect, line.repeat(10_000) + "content-length: 2", bytes("{}"));
      assertThat(reply.status()).isEqualTo(431);
    } catch (IOException e) {
      assertThat(e).as("cut off").hasMessageMatching("(?i).*(reset|pipe|abort).*");
    }
    assertThat(PROVIDER.calls(model)).isZero();
  }

  @Test
  void nothing_of_it_is_counted_and_the_next_call_is_answered() throws Exception {
    for (var dialect : Dialect.values()) {
      isInvalid(dialect, whole(dialect, bytes(body(dialect, ",\"max_tokens\":10"))));
    }
    for (var dialect : Dialect.values()) {
      assertThat(whole(dialect, bytes(body(dialect, ""))).status()).isEqualTo(200);
    }
    Await.until("counted", () -> counted().equals("3"));
    assertThat(PROVIDER.calls(model)).isEqualTo(3);
  }

  private String counted() {
    return TestDatabase.column("select count(*) from ai.usage where org_id = ?", org.value())
        .getFirst();
  }
}
