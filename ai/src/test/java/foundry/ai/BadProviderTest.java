package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import foundry.viewer.OrgId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Providers that send nonsense or too much, and clients that leave or do not read: each dialect
 * says so in its own shape, nothing leaks, nothing is left running, each call is counted once.
 */
final class BadProviderTest {
  private static final FakeOpenAi FAKE = new FakeOpenAi();
  private static final BadProvider BAD = BadProvider.plain();
  private static BadProvider foreign;
  private static RunningAi ai;

  private final OrgId org = new OrgId(UUID.randomUUID());
  private final Client client = ai.client(org);

  @BeforeAll
  static void start() throws Exception {
    foreign = BadProvider.withForeignCertificate(RunningAi.folder());
    var routes = RunningAi.folder().resolve("routes.yaml");
    Files.writeString(
        routes,
        """
        routes:
          html: { fallbacks: [ { targets: [openai/html] } ], attempts: 1 }
          headers: { fallbacks: [ { targets: [bad/headers] } ], attempts: 1 }
          foreign: { fallbacks: [ { targets: [foreign/any] } ], attempts: 1 }
        """);
    ai =
        RunningAi.start(
            RunningAi.folder(),
            Map.of(
                "OPENAI_BASE_URL",
                FAKE.url(),
                "FOUNDRY_ROUTES_PATH",
                routes.toString(),
                "FOUNDRY_COMPATIBLE_SERVERS",
                "bad=%s;foreign=%s".formatted(BAD.url(), foreign.url())));
  }

  @AfterAll
  static void close() {
    ai.close();
    FAKE.close();
    BAD.close();
    foreign.close();
  }

  private void nothingIsLeftBut(String... ends) {
    Await.until("counted", () -> ended().size() == ends.length);
    assertThat(ended()).containsExactlyInAnyOrder(ends);
    Await.until("no answer under way", () -> gauge("foundry_ai_answers_under_way") == 0);
    Await.until("no body held", () -> gauge("foundry_ai_body_bytes_under_way") == 0);
  }

  private List<String> ended() {
    return TestDatabase.column("select ended from ai.usage where org_id = ?", org.value());
  }

  private double gauge(String name) {
    return Client.exchange(client.request("GET", "/metrics", "").build())
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void isOurFault(Dialect dialect, String model) {
    for (String more : new String[] {"", ",\"stream\":true"}) {
      var reply = client.post(dialect.path, dialect.body(model, more));
      assertThat(reply.status()).isEqualTo(502);
      assertThat(dialect.error(reply.body()))
          .isEqualTo(dialect.one("UPSTREAM_FAILED", "upstream_failed", "api_error"));
      assertThat(reply.body().toString()).doesNotContainIgnoringCase("secret", "html", "cert");
    }
    nothingIsLeftBut("FAILED", "FAILED");
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void a_wrong_content_type_is_a_failure_of_the_provider(Dialect dialect) {
    isOurFault(dialect, "html");
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void megabytes_of_headers_are_a_failure_of_the_provider(Dialect dialect) {
    isOurFault(dialect, "headers");
    Await.until("hung up", () -> BAD.open() == 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void a_certificate_that_does_not_fit_is_a_failure_of_the_provider(Dialect dialect) {
    isOurFault(dialect, "foreign");
    assertThat(foreign.calls()).as("nothing is said to a stranger").isZero();
    Await.until("hung up", () -> foreign.open() == 0);
  }

  @Test
  void in_our_own_words_they_are_failures_too() {
    for (String model : new String[] {"html", "headers", "foreign"}) {
      var reply = client.post("/v1/generate", Dialect.FOUNDRY.body(model, ""));
      assertThat(reply.status()).as(model).isEqualTo(502);
      assertThat(reply.code()).isEqualTo("UPSTREAM_FAILED");
    }
    nothingIsLeftBut("FAILED", "FAILED", "FAILED");
  }

  private String streamed(Dialect dialect, String model) throws Exception {
    var request = client.request("POST", dialect.path, dialect.body(model, ",\"stream\":true"));
    return Client.exchange(request.build()).body();
  }

  @ParameterizedTest
  @EnumSource
  void half_a_stream_and_garbage_end_in_an_error_behind_what_there_was(Dialect dialect)
      throws Exception {
    for (String behaviour : new String[] {"garbage", "half"}) {
      String model = DialectAi.model(behaviour);
      String events = streamed(dialect, "openai/" + model);
      assertThat(events).contains(behaviour.equals("half") ? "Half an" : "So far");
      String last = events.substring(events.lastIndexOf("data: ") + 6).strip();
      assertThat(dialect.error(Json.tree(last)))
          .isEqualTo(dialect.one("UPSTREAM_FAILED", "upstream_failed", "api_error"));
      assertThat(events).doesNotContain("<html>", "{\"cho", "[DONE]", "message_stop");
      FAKE.hungUp(model).get(10, TimeUnit.SECONDS);
      assertThat(FAKE.calls(model)).isEqualTo(1);
    }
    nothingIsLeftBut("FAILED", "FAILED");
  }

  @Test
  void a_stream_that_never_ends_behind_its_last_word_is_hung_up_on() throws Exception {
    String model = DialectAi.model("lingers");
    assertThat(streamed(Dialect.OPENAI, "openai/" + model)).contains("All of it", "[DONE]");
    FAKE.hungUp(model).get(10, TimeUnit.SECONDS);
    nothingIsLeftBut("DONE");
  }

  @ParameterizedTest
  @EnumSource
  void a_client_that_hangs_up_or_half_closes_ends_the_call_to_the_provider(Dialect dialect)
      throws Exception {
    for (boolean half : new boolean[] {true, false}) {
      String model = DialectAi.model("silent");
      try (var socket = ask(dialect, "openai/" + model)) {
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        Await.until("asked", () -> FAKE.calls(model) == 1);
        if (half) socket.shutdownOutput();
        else socket.close();
        FAKE.hungUp(model).get(10, TimeUnit.SECONDS);
      }
    }
    nothingIsLeftBut("CLIENT_GONE", "CLIENT_GONE");
  }

  private Socket ask(Dialect dialect, String model) throws Exception {
    var socket = new Socket();
    socket.setReceiveBufferSize(16 << 10);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress("127.0.0.1", ai.port()));
    String body = dialect.body(model, ",\"stream\":true");
    String head =
        "POST %s HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n"
            .formatted(
                dialect.path,
                RunningAi.token(org, Clock.systemUTC(), RunningAi.SECRET),
                body.length());
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  /** The kernel's buffers on the way take some megabytes; the service itself next to nothing. */
  @ParameterizedTest
  @EnumSource
  void a_client_that_does_not_read_holds_up_the_provider_and_no_memory(Dialect dialect)
      throws Exception {
    long before = BAD.bytesWritten();
    try (var socket = ask(dialect, "bad/" + BadProvider.FLOOD)) {
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      Await.until("the provider is held up", () -> BAD.isHeldUpFor(500));
      long heldUpAt = BAD.bytesWritten();
      assertThat(heldUpAt - before).isLessThan(32 << 20);
      byte[] some = new byte[64 << 10];
      Await.until("it goes on", () -> read(socket, some) && BAD.bytesWritten() > heldUpAt);
      assertThat(ended()).as("the answer is still under way").isEmpty();
    }
    Await.until("hung up", () -> BAD.open() == 0);
    nothingIsLeftBut("CLIENT_GONE");
  }

  private static boolean read(Socket socket, byte[] bytes) {
    try {
      return socket.getInputStream().read(bytes) > 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void a_deadline_in_a_dialect_is_a_header(Dialect dialect) throws Exception {
    String model = DialectAi.model("silent");
    var request =
        client
            .request("POST", dialect.path, dialect.body("openai/" + model, ""))
            .header("x-foundry-deadline-ms", "300");
    var reply = Client.exchange(request.build());
    assertThat(reply.statusCode()).isEqualTo(200);
    var body = Json.tree(reply.body());
    String reason = dialect.one("", "/choices/0/finish_reason", "/stop_reason");
    assertThat(body.at(reason).stringValue()).isEqualTo(dialect.one("", "length", "max_tokens"));
    String text = dialect.one("", "/choices/0/message/content", "/content/0/text");
    assertThat(body.at(text).stringValue()).isEqualTo("Once upon");
    var wrong =
        client
            .request("POST", dialect.path, dialect.body("openai/" + model, ""))
            .header("x-foundry-deadline-ms", "soon");
    assertThat(Client.exchange(wrong.build()).statusCode()).isEqualTo(400);
    FAKE.hungUp(model).get(10, TimeUnit.SECONDS);
    nothingIsLeftBut("DEADLINE");
  }
}
