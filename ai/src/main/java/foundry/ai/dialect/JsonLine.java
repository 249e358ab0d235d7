package foundry.ai.dialect;

import io.vertx.core.buffer.Buffer;
import tools.jackson.core.io.JsonStringEncoder;

/** One line of JSON, put together by hand: thousands of chunks a second are written so. */
public final class JsonLine {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private final StringBuilder text;

  public JsonLine(int charactersExpected) {
    text = new StringBuilder(charactersExpected);
  }

  /** JSON, as it is. */
  public JsonLine raw(String json) {
    text.append(json);
    return this;
  }

  public JsonLine raw(long number) {
    text.append(number);
    return this;
  }

  /** A text in quotes. */
  public JsonLine text(String value) {
    text.append('"');
    ENCODER.quoteAsString(value, text);
    text.append('"');
    return this;
  }

  /** The text in quotes alone. */
  public static String quoted(String value) {
    return new JsonLine(value.length() + 8).text(value).toString();
  }

  public Buffer buffer() {
    return Buffer.buffer(text.toString());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
