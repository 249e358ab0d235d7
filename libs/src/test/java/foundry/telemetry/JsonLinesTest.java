package foundry.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import foundry.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;

/** What log stores get of an event. */
final class JsonLinesTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("foundry.ai.calls");

  private static String line(String message, @Nullable Throwable why, KeyValuePair... values) {
    var event = new LoggingEvent("", LOGGER, Level.WARN, message, why, null);
    event.setInstant(Instant.parse("2026-01-31T23:59:59.100200Z"));
    event.setThreadName("loop-1");
    event.setKeyValuePairs(List.of(values));
    return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
  }

  private static JsonNode read(String message, KeyValuePair... values) {
    return Json.tree(line(message, null, values));
  }

  @Test
  void an_event_is_one_object_with_its_names_and_values_as_fields() {
    var values =
        new KeyValuePair[] {
          new KeyValuePair("request_id", "r1"),
          new KeyValuePair("tenant", "t1"),
          new KeyValuePair("attempts", 2),
          new KeyValuePair("end", Level.OFF),
          new KeyValuePair("user", null)
        };
    assertThat(line("chat: FAILED", null, values))
        .isEqualTo(
            """
            {"timestamp":"2026-01-31T23:59:59.100Z","level":"WARN","logger":"foundry.ai.calls",\
            "thread":"loop-1","message":"chat: FAILED","request_id":"r1","tenant":"t1",\
            "attempts":2,"end":"OFF","user":null}
            """);
  }

  @Test
  void an_exception_is_text_with_its_stack_and_causes() {
    var why = new IllegalStateException("outer", new IllegalArgumentException("inner"));
    var text = Json.tree(line("stopped", why)).path("exception").asString();
    assertThat(text)
        .startsWith("java.lang.IllegalStateException: outer")
        .contains("Caused by: java.lang.IllegalArgumentException: inner")
        .contains("at foundry.telemetry.JsonLinesTest.");
  }

  @Test
  void nothing_from_outside_ends_a_line_or_a_field() {
    String forged = "a\"}\r\n{\"level\":\"ERROR\"\u2028\u0085\u001b[2K\u00fc";
    var line = line(forged, new IllegalStateException(forged), new KeyValuePair(forged, forged));
    assertThat(line).endsWith("}\n").matches("[\\x20-\\x7e]+\n");
    assertThat(Json.tree(line).path("message").asString()).isEqualTo(forged);
    assertThat(Json.tree(line).path(forged).asString()).isEqualTo(forged);
    assertThat(Json.tree(line).path("level").asString()).isEqualTo("WARN");
  }

  @Test
  void half_a_character_makes_no_line_that_cannot_be_read() {
    var read = read("a\ud800b", new KeyValuePair("c\udc00", "\ud800\u00fc"));
    assertThat(read.path("message").asString()).isEqualTo("a?b");
    assertThat(read.path("c?").asString()).isEqualTo("?\u00fc");
  }

  @Test
  void a_value_named_like_a_field_takes_nothing_away() {
    var read =
        read("said", new KeyValuePair("level", "high"), new KeyValuePair("message", "theirs"));
    assertThat(read.path("level").asString()).isEqualTo("WARN");
    assertThat(read.path("message").asString()).isEqualTo("said");
    assertThat(read.path("_level").asString()).isEqualTo("high");
    assertThat(read.path("_message").asString()).isEqualTo("theirs");
  }
}
