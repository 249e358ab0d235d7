package foundry.api.database;

import foundry.api.Limits;
import foundry.telemetry.Attribute;
import foundry.telemetry.Span;
import foundry.telemetry.SpanKind;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who run the service of statements: of slow ones in the log, of all in the trace they
 * belong to. Neither ever holds a value.
 *
 * @param onStatement told of each statement that is run
 * @param slow what takes as long as this is a warning
 */
record Watch(Runnable onStatement, Duration slow) {
  private static final Duration SLOW = Duration.ofMillis(Limits.SLOW_STATEMENT_MILLIS_DEFAULT);

  private static final Logger LOG = LoggerFactory.getLogger("foundry.api.statements");

  private static final Attribute SYSTEM = Attribute.of("db.system.name");
  private static final Attribute TEXT = Attribute.of("db.query.text");
  private static final Attribute ROWS = Attribute.of("db.response.returned_rows");
  private static final Attribute DOCUMENT = Attribute.of("foundry.document.id");
  private static final Attribute OPERATION = Attribute.of("graphql.operation.name");
  private static final Attribute ERROR = Attribute.of("error.type");

  private static final Pattern TARGET =
      Pattern.compile("\\b(?:from|into|update)\\s+([\\w.\"]+)", Pattern.CASE_INSENSITIVE);

  Watch(Runnable onStatement) {
    this(onStatement, SLOW);
  }

  /** A statement begins. */
  Seen begin(Cause cause, String sql) {
    return begin(cause, "", sql);
  }

  /**
   * @param name of what it reads; empty: to be found in its text
   */
  Seen begin(Cause cause, String name, String sql) {
    onStatement.run();
    return quietly(cause, name, sql);
  }

  /** One that says who asks: it is in every transaction, and in no budget. */
  Seen quietly(Cause cause, String name, String sql) {
    return new Seen(cause, name, sql);
  }

  /** A statement under way. */
  final class Seen {
    private final Cause cause;
    private final String name;
    private final String sql;
    private final Span span = Span.current().child(SpanKind.CLIENT);
    private final long startNanos = System.nanoTime();

    private Seen(Cause cause, String name, String sql) {
      this.cause = cause;
      this.name = name;
      this.sql = sql;
    }

    /**
     * @param rows read or changed
     */
    void done(int rows) {
      end(rows, null);
    }

    /**
     * @param state PostgreSQL's code of what went wrong
     */
    void failed(@Nullable String state) {
      end(0, state == null ? "unknown" : state);
    }

    private void end(int rows, @Nullable String error) {
      long nanos = System.nanoTime() - startNanos;
      if (nanos >= slow.toNanos()) log(nanos, rows, error);
      if (!span.isCollected()) return;
      span.end(
          name.isEmpty() ? found(sql) : name,
          error != null,
          bytes -> {
            bytes.text(SYSTEM, "postgresql").text(TEXT, sql).number(ROWS, Math.max(rows, 0));
            bytes.text(DOCUMENT, cause.document()).text(OPERATION, cause.operation());
            if (error != null) bytes.text(ERROR, error);
          });
    }

    private void log(long nanos, int rows, @Nullable String error) {
      var line =
          LOG.atWarn()
              .addKeyValue("document", cause.document())
              .addKeyValue("operation", cause.operation())
              .addKeyValue("request_id", cause.requestId())
              .addKeyValue("trace_id", span.traceId())
              .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(nanos))
              .addKeyValue("rows", rows);
      if (error != null) line = line.addKeyValue("error", error);
      line.addKeyValue("sql", sql).log("slow statement");
    }
  }

  /** What is done to which table: {@code insert app.project}. */
  private static String found(String sql) {
    var text = sql.strip();
    int end = text.indexOf(' ');
    var verb = (end < 0 ? text : text.substring(0, end)).toLowerCase(Locale.ROOT);
    var target = TARGET.matcher(text);
    return target.find() ? verb + ' ' + target.group(1).replace("\"", "") : verb;
  }
}
