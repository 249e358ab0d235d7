package foundry.api.graphql.plan;

import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Errors;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A response as the specification writes it.
 *
 * @param executed false if the request failed before any field was asked for
 * @param error of the first error, if there is one
 */
public record Response(Buffer json, boolean executed, Optional<ErrorCode> error) {
  private static final byte[] DATA = "{\"data\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ERRORS = "{\"errors\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] THEN_DATA = ",\"data\":".getBytes(StandardCharsets.US_ASCII);

  static Response of(JsonBytes data, List<FieldError> errors, String requestId) {
    var json = new JsonBytes();
    if (errors.isEmpty()) {
      json.raw(DATA);
    } else {
      var all =
          errors.stream().map(e -> Errors.specification(e.refusal(), e.path(), requestId)).toList();
      json.raw(ERRORS).raw(Json.bytes(all).getBytes()).raw(THEN_DATA);
    }
    json.raw(data).raw('}');
    return new Response(
        json.toBuffer(), true, errors.stream().map(e -> e.refusal().code()).findFirst());
  }

  /** A response that was made as a map. */
  public static Response of(Map<String, Object> response, Optional<ErrorCode> error) {
    return new Response(Json.bytes(response), response.containsKey("data"), error);
  }

  /** The same, saying more than the specification asks for. For developers: copies all of it. */
  public Response with(Map<String, ?> extensions) {
    var more =
        json.getBuffer(0, json.length() - 1)
            .appendString(",\"extensions\":")
            .appendBuffer(Json.bytes(extensions))
            .appendString("}");
    return new Response(more, executed, error);
  }
}
