package foundry.ai.http;

import foundry.http.Json;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Why a body cannot be read, in words; only asked once it could not, so it may take its time. */
final class NoJson {
  private static final String DUPLICATE = "Duplicate ";

  private NoJson() {}

  static Refused refused(byte[] body, JacksonException problem) {
    int wrong = firstByteThatIsNoUtf8(body);
    if (wrong >= 0) {
      return Refused.invalid("body: no UTF-8 at byte %d (expected: UTF-8)".formatted(wrong));
    }
    String words = String.valueOf(problem.getOriginalMessage());
    String place = place(problem);
    if (words.startsWith(DUPLICATE)) {
      return Refused.invalid(
          "body: %s given twice, at %s (expected: each field once)".formatted(name(words), place));
    }
    return switch (problem) {
      case StreamConstraintsException _ when words.contains("depth") ->
          Refused.invalid(
              "body: nested too deep (expected: at most %d levels)".formatted(Json.DEPTH_MAX));
      case StreamConstraintsException _ ->
          Refused.invalid("body: a name or a number too long (expected: a shorter one)");
      case MismatchedInputException _ ->
          Refused.invalid(
              "body: more behind the object, at %s (expected: one JSON object)".formatted(place));
      default -> Refused.invalid("body: no JSON at " + place + " (expected: one JSON object)");
    };
  }

  /** -1 if all of them are. */
  private static int firstByteThatIsNoUtf8(byte[] body) {
    var bytes = ByteBuffer.wrap(body);
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var characters = CharBuffer.allocate(8_192);
    var result = decoder.decode(bytes, characters, true);
    while (result.isOverflow()) {
      characters.clear();
      result = decoder.decode(bytes, characters, true);
    }
    return result.isError() ? bytes.position() : -1;
  }

  /** As the parser quotes it. */
  private static String name(String words) {
    int start = words.indexOf('"') + 1;
    int end = words.lastIndexOf('"');
    return start > 0 && end > start ? Shown.cut(words.substring(start, end)) : "a field";
  }

  private static String place(JacksonException e) {
    var location = e.getLocation();
    if (location == null) return "an unknown place";
    return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
