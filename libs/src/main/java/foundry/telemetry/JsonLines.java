package foundry.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object a line for each event. What an event names itself are fields beside the message,
 * which is how log stores search them; logback's own encoder makes an array of one-field objects.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
  /** ASCII only, so that no line separator of Unicode ends a line. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private static final byte[] NONE = {};

  @Override
  public byte[] headerBytes() {
    return NONE;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return (MAPPER.writeValueAsString(fields(event)) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] footerBytes() {
    return NONE;
  }

  private static Map<String, @Nullable Object> fields(ILoggingEvent event) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("timestamp", MILLIS.format(Instant.ofEpochMilli(event.getTimeStamp())));
    fields.put("level", event.getLevel().toString());
    fields.put("logger", event.getLoggerName());
    fields.put("thread", event.getThreadName());
    fields.put("message", whole(event.getFormattedMessage()));
    var failure = event.getThrowableProxy();
    if (failure != null) fields.put("exception", whole(ThrowableProxyUtil.asString(failure)));
    event.getMDCPropertyMap().forEach((name, value) -> add(fields, name, value));
    var pairs = event.getKeyValuePairs();
    if (pairs != null) pairs.forEach(pair -> add(fields, pair.key, pair.value));
    return fields;
  }

  /** Under a name that is taken nothing is overwritten: the later one gets an underscore. */
  private static void add(
      Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
    String free = whole(name);
    while (fields.containsKey(free)) free = "_" + free;
    fields.put(free, plain(value));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : whole(String.valueOf(value));
  }

  /** Half a character becomes a question mark; strict readers refuse a line that has one. */
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
