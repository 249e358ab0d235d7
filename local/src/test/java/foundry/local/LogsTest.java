package foundry.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import foundry.http.Json;
import foundry.settings.SettingsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LogsTest {
  private static final LoggerContext CONTEXT = (LoggerContext) LoggerFactory.getILoggerFactory();
  private static final Logger ROOT = CONTEXT.getLogger(Logger.ROOT_LOGGER_NAME);

  @TempDir Path folder;

  @AfterEach
  void asAtTheStart() {
    CONTEXT.reset();
    new Logs().configure(CONTEXT);
  }

  @Test
  void a_service_writes_json_unless_told_otherwise() {
    var read = Json.tree(line(SettingsReader.only(Map.of())));
    assertThat(read.path("message").asString()).isEqualTo("said");
    assertThat(read.path("request_id").asString()).isEqualTo("r1");
  }

  @Test
  void a_service_writes_text_if_that_is_set_in_the_file() throws Exception {
    var file = Files.writeString(folder.resolve(".env"), "FOUNDRY_LOG_FORMAT=text\n");
    assertThat(line(SettingsReader.withDotEnv(Map.of(), file)))
        .endsWith("] said request_id=\"r1\"" + System.lineSeparator());
  }

  @Test
  void none_but_the_owner_may_read_the_file_also_after_it_was_full() throws Exception {
    Logs.keepIn(folder);
    assertThat(rights("foundry.log")).isEqualTo("rw-------");
    ((RollingFileAppender<?>) ROOT.getAppender("file")).rollover();
    assertThat(rights("foundry.log")).isEqualTo("rw-------");
    assertThat(rights("foundry.1.log")).isEqualTo("rw-------");
  }

  private String rights(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
  }

  private static String line(SettingsReader settings) {
    Logs.toStandardOutput(settings);
    settings.check();
    var event = new LoggingEvent("", ROOT, Level.INFO, "said", null, null);
    event.setKeyValuePairs(List.of(new KeyValuePair("request_id", "r1")));
    var out = (OutputStreamAppender<ILoggingEvent>) ROOT.getAppender("console");
    return new String(out.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
