package foundry.local;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import foundry.settings.SettingsReader;
import foundry.telemetry.JsonLines;
import foundry.telemetry.TextLines;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go. Until told otherwise: warnings and worse to the terminal. {@code up} adds a
 * file of JSON lines beside the data; a single service writes JSON lines, or text if that is set,
 * to its standard output.
 */
public final class Logs extends ContextAwareBase implements Configurator {
  private static final String CONSOLE = "console";
  private static final String FILE = "file";
  private static final FileSize FILE_SIZE_MAX = FileSize.valueOf("10MB");
  private static final int FORMER_FILES_MAX = 3;

  /** They tell about themselves at INFO what nobody asked for. */
  private static final List<String> CHATTY =
      List.of(
          "org.eclipse.jetty",
          "org.gaul",
          "io.netty",
          "org.flywaydb",
          "com.zaxxer",
          "org.jooq",
          "com.github.kagkarlsson");

  /** Lucene logs by the JDK's own means, to the terminal. Held here, or its level is forgotten. */
  private static final java.util.logging.Logger LUCENE =
      java.util.logging.Logger.getLogger("org.apache.lucene");

  /** How a single service writes its lines. */
  private enum Format {
    JSON,
    TEXT
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    root(context).setLevel(Level.INFO);
    LUCENE.setLevel(java.util.logging.Level.WARNING);
    CHATTY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    // Warns that a limit was not given which the model itself has.
    context.getLogger("ai.djl").setLevel(Level.ERROR);
    root(context).addAppender(terminal(context));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Adds {@code foundry.log} in that folder; it and three former ones take 40 MB at most. */
  static void keepIn(Path folder) {
    var context = context();
    var file = new PrivateLog();
    file.setContext(context);
    file.setName(FILE);
    file.setFile(folder.resolve("foundry.log").toString());
    file.setEncoder(json(context));
    file.setRollingPolicy(rolling(context, file, folder));
    file.setTriggeringPolicy(atSize(context));
    file.start();
    root(context).addAppender(file);
  }

  private static FixedWindowRollingPolicy rolling(
      LoggerContext context, RollingFileAppender<ILoggingEvent> file, Path folder) {
    var policy = new FixedWindowRollingPolicy();
    policy.setContext(context);
    policy.setParent(file);
    policy.setFileNamePattern(folder.resolve("foundry.%i.log").toString());
    policy.setMinIndex(1);
    policy.setMaxIndex(FORMER_FILES_MAX);
    policy.start();
    return policy;
  }

  private static SizeBasedTriggeringPolicy<ILoggingEvent> atSize(LoggerContext context) {
    var policy = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    policy.setContext(context);
    policy.setMaxFileSize(FILE_SIZE_MAX);
    policy.start();
    return policy;
  }

  /**
   * Every line from INFO on to standard output, where a container's log is read. JSON if the format
   * that is set is none, which the reader keeps until its check.
   */
  static void toStandardOutput(SettingsReader settings) {
    var context = context();
    var encoder =
        switch (settings.choice("FOUNDRY_LOG_FORMAT", Format.JSON)) {
          case JSON -> json(context);
          case TEXT -> text(context);
        };
    root(context).detachAppender(CONSOLE);
    root(context).addAppender(console(context, encoder, "System.out"));
  }

  private static OutputStreamAppender<ILoggingEvent> terminal(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%-5level %msg%n%nopex");
    encoder.start();
    var appender = console(context, encoder, "System.err");
    var filter = new ThresholdFilter();
    filter.setLevel(Level.WARN.toString());
    filter.start();
    appender.addFilter(filter);
    return appender;
  }

  private static ConsoleAppender<ILoggingEvent> console(
      LoggerContext context, Encoder<ILoggingEvent> encoder, String target) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName(CONSOLE);
    appender.setTarget(target);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    var encoder = new JsonLines();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    var encoder = new TextLines();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static ch.qos.logback.classic.Logger root(LoggerContext context) {
    return context.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
