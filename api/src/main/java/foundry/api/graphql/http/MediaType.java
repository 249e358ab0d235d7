package foundry.api.graphql.http;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a reply is written (GraphQL over HTTP, 6.1; GraphQL over SSE). */
enum MediaType {
  GRAPHQL("application/graphql-response+json"),
  JSON("application/json"),
  EVENTS("text/event-stream");

  private final String text;

  MediaType(String text) {
    this.text = text;
  }

  String contentType() {
    return text + "; charset=utf-8";
  }

  static String all() {
    return String.join(", ", GRAPHQL.text, JSON.text, EVENTS.text);
  }

  /** The one the client likes best of those we speak; nothing if it likes none. */
  static Optional<MediaType> accepted(@Nullable String accept) {
    if (accept == null || accept.isBlank()) return Optional.of(JSON);
    Optional<MediaType> best = Optional.empty();
    double bestQuality = 0;
    for (var range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      var type = of(range.split(";", 2)[0].strip());
      double quality = quality(range);
      if (type.isPresent() && quality > bestQuality) {
        best = type;
        bestQuality = quality;
      }
    }
    return best;
  }

  private static Optional<MediaType> of(String range) {
    if (range.equals("*/*") || range.equals("application/*")) return Optional.of(JSON);
    for (var type : values()) if (type.text.equals(range)) return Optional.of(type);
    return Optional.empty();
  }

  private static double quality(String range) {
    int at = range.indexOf("q=");
    if (at < 0) return 1;
    try {
      return Double.parseDouble(range.substring(at + 2).split(";", 2)[0].strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
