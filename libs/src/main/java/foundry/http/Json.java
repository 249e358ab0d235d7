package foundry.http;

import io.vertx.core.buffer.Buffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper: strict on reading, snake_case for records, bounded in depth and length. */
public final class Json {
  /** Deeper JSON than this is an attack, not a request. */
  public static final int DEPTH_MAX = 64;

  /** A string may be as long as the largest body; bodies are bounded where they are read. */
  private static final int STRING_LENGTH_MAX = 64 << 20;

  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxStringLength(STRING_LENGTH_MAX)
                          .build())
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  public static Buffer bytes(Object value) {
    return Buffer.buffer(MAPPER.writeValueAsBytes(value));
  }

  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Throws {@link JacksonException} if the text is no JSON. */
  public static JsonNode tree(String text) {
    return MAPPER.readTree(text);
  }

  /** Throws {@link JacksonException} if the text is no JSON or does not fit the type. */
  public static <T> T read(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }
}
