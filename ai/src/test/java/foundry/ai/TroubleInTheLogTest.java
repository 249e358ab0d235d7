package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import foundry.viewer.OrgId;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What operators read of providers that fail and of clients that leave. */
final class TroubleInTheLogTest {
  private static final FakeOpenAi FAKE = new FakeOpenAi();
  private static final BadProvider BAD = BadProvider.plain();
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private static final List<ILoggingEvent> EVENTS = new CopyOnWriteArrayList<>();
  private static final AppenderBase<ILoggingEvent> APPENDER =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          EVENTS.add(event);
        }
      };

  private static BadProvider foreign;
  private static RunningAi ai;

  @BeforeAll
  static void start() throws Exception {
    foreign = BadProvider.withForeignCertificate(RunningAi.folder());
    int closed;
    try (var socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    var routes = RunningAi.folder().resolve("routes.yaml");
    Files.writeString(
        routes,
        """
        routes:
          silent: { fallbacks: [ { targets: [openai/hang-in-the-log] } ], attempts: 1,
                    timeouts_ms: { first_byte: 200 } }
          half: { fallbacks: [ { targets: [openai/half-in-the-log] } ], attempts: 1 }
          html: { fallbacks: [ { targets: [openai/html] } ], attempts: 1 }
          headers: { fallbacks: [ { targets: [bad/headers] } ], attempts: 1 }
          foreign: { fallbacks: [ { targets: [foreign/any] } ], attempts: 1 }
          closed: { fallbacks: [ { targets: [closed/any] } ], attempts: 1 }
          nowhere: { fallbacks: [ { targets: [nowhere/any] } ], attempts: 1 }
        """);
    ai =
        RunningAi.start(
            RunningAi.folder(),
            Map.of(
                "OPENAI_BASE_URL",
                FAKE.url(),
                "OPENAI_API_KEY",
                "sk-of-the-test",
                "FOUNDRY_ROUTES_PATH",
                routes.toString(),
                "FOUNDRY_COMPATIBLE_SERVERS",
                "bad=%s;foreign=%s;closed=http://127.0.0.1:%d/v1;nowhere=http://nowhere.invalid/v1"
                    .formatted(BAD.url(), foreign.url(), closed)));
    APPENDER.start();
    ROOT.addAppender(APPENDER);
  }

  @AfterAll
  static void close() {
    ROOT.detachAppender(APPENDER);
    ai.close();
    FAKE.close();
    BAD.close();
    foreign.close();
  }

  private static List<String> lines(String logger) {
    return EVENTS.stream()
        .filter(event -> event.getLoggerName().equals(logger))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static void nothingIsAnError() {
    assertThat(EVENTS.stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR)))
        .isEmpty();
    assertThat(EVENTS)
        .noneMatch(event -> event.getFormattedMessage().contains("top secret"))
        .noneMatch(event -> event.getFormattedMessage().contains("sk-of-the-test"));
  }

  @ParameterizedTest
  @CsvSource({
    "closed,  'any: REFUSED (ConnectException: Connection refused'",
    "nowhere, 'any: DNS ('",
    "foreign, 'any: TLS ('",
    "silent,  'hang-in-the-log: TIMEOUT (TimeoutException: silent for too long)'",
    "half,    'half-in-the-log: BROKEN ('",
    "headers, 'headers: BROKEN ('",
  })
  void why_a_provider_did_not_answer_is_one_warning(String route, String line) {
    EVENTS.clear();
    String body = "{\"prompt\":\"top secret\",\"model\":\"%s\",\"stream\":true}".formatted(route);
    Client.exchange(ai.someone().request("POST", "/v1/generate", body).build());
    assertThat(lines("foundry.ai.providers")).singleElement().asString().contains(line);
    nothingIsAnError();
  }

  @Test
  void a_wrong_content_type_is_hung_up_on_without_a_noise() {
    EVENTS.clear();
    String body = "{\"prompt\":\"top secret\",\"model\":\"html\",\"stream\":true}";
    Client.exchange(ai.someone().request("POST", "/v1/generate", body).build());
    nothingIsAnError();
  }

  @Test
  void a_client_that_leaves_in_the_middle_of_its_body_is_no_error() throws Exception {
    EVENTS.clear();
    var org = new OrgId(UUID.randomUUID());
    String head =
        "POST /v1/generate HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\ncontent-length: 99\r\n\r\n{"
            .formatted(RunningAi.token(org, Clock.systemUTC(), RunningAi.SECRET));
    for (boolean reset : new boolean[] {false, true}) {
      try (var socket = new Socket("127.0.0.1", ai.port())) {
        if (reset) socket.setSoLinger(true, 0);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        Await.until("it has begun", () -> bytesHeld() > 0);
      }
      Await.until("it is gone", () -> bytesHeld() == 0);
    }
    nothingIsAnError();
  }

  private static double bytesHeld() {
    return Client.exchange(ai.someone().request("GET", "/metrics", "").build())
        .body()
        .lines()
        .filter(line -> line.startsWith("foundry_ai_body_bytes_under_way"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
