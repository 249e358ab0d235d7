package foundry.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What is read of an event where logs are collected. */
final class LogLineTest {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private static String line(String message, KeyValuePair... values) {
    var event = new LoggingEvent("", ROOT, Level.WARN, message, null, null);
    event.setKeyValuePairs(List.of(values));
    var out = (OutputStreamAppender<ILoggingEvent>) ROOT.getAppender("out");
    return new String(out.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void names_and_values_of_an_event_are_in_its_line() {
    assertThat(line("chat of x: FAILED", new KeyValuePair("request_id", "r1")))
        .endsWith(" chat of x: FAILED request_id=\"r1\"" + System.lineSeparator());
  }

  @Test
  void an_event_without_values_ends_with_its_message() {
    assertThat(line("ai listens")).endsWith("] ai listens" + System.lineSeparator());
  }

  @Test
  void neither_a_message_nor_a_value_begins_a_line_of_its_own() {
    String forged = "a\r\n2026-01-01 ERROR\u2028\u0085b";
    assertThat(line(forged, new KeyValuePair("model", forged)))
        .endsWith("] a 2026-01-01 ERROR b model=\"a 2026-01-01 ERROR b\"" + System.lineSeparator());
  }
}
