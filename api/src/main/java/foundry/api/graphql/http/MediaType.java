package foundry.api.graphql.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a reply is written (GraphQL over HTTP, September 2026, 5.2 and 6.1; GraphQL over SSE). Who
 * asks for nothing in particular gets JSON, which every client reads.
 */
enum MediaType {
  JSON("application/json"),
  GRAPHQL("application/graphql-response+json"),
  EVENTS("text/event-stream");

  /**
   * What is left of a request's content type without blanks and quotes; other parameters are let
   * be.
   */
  private static final Pattern JSON_BODY =
      Pattern.compile("application/json(;(?!charset=)[^;]*)*(;charset=utf-?8)?");

  private static final Pattern BLANK_OR_QUOTE = Pattern.compile("[\\s\"]");

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

  /** True if a request's body can be read. */
  static boolean isJson(@Nullable String contentType) {
    if (contentType == null) return false;
    if (contentType.equals(JSON.text)) return true;
    var form = BLANK_OR_QUOTE.matcher(contentType.toLowerCase(Locale.ROOT)).replaceAll("");
    return JSON_BODY.matcher(form).matches();
  }

  /**
   * The one the client likes best of those we speak; of two that it likes alike, the one it names
   * first. Nothing if it likes none.
   *
   * @param accept the request's headers, none or more
   */
  static Optional<MediaType> accepted(List<String> accept) {
    if (accept.size() == 1) {
      for (var type : values()) if (type.text.equals(accept.getFirst())) return Optional.of(type);
    }
    var ranges = ranges(accept);
    if (ranges.isEmpty()) return Optional.of(JSON);
    Optional<MediaType> best = Optional.empty();
    var bestLiking = new Liking(0, 0);
    for (var type : values()) {
      var liking = type.liking(ranges);
      if (liking.quality() <= 0 || !liking.isAbove(bestLiking)) continue;
      best = Optional.of(type);
      bestLiking = liking;
    }
    return best;
  }

  /** How much, and by which of the client's ranges, counted from its first. */
  private record Liking(double quality, int place) {
    boolean isAbove(Liking other) {
      return quality > other.quality || (quality == other.quality && place < other.place);
    }
  }

  /** One part of an accept header: {@code application/json;q=0.9}. */
  private record Range(String name, double quality, boolean isReadable) {
    static Range of(String text) {
      var parts = text.split(";", -1);
      double quality = 1;
      boolean readable = true;
      for (int i = 1; i < parts.length; i++) {
        var parameter = BLANK_OR_QUOTE.matcher(parts[i]).replaceAll("");
        if (parameter.startsWith("q=")) quality = number(parameter.substring(2));
        if (parameter.startsWith("charset=")) readable = parameter.matches("charset=utf-?8");
      }
      return new Range(parts[0].strip(), quality, readable);
    }

    private static double number(String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }

  private static List<Range> ranges(List<String> accept) {
    var ranges = new ArrayList<Range>();
    for (var header : accept) {
      for (var text : header.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (!text.isBlank()) ranges.add(Range.of(text.strip()));
      }
    }
    return ranges;
  }

  /** By the range that says most about this type (RFC 9110, 12.5.1). */
  private Liking liking(List<Range> ranges) {
    var liking = new Liking(0, Integer.MAX_VALUE);
    int saysMost = 0;
    for (int place = 0; place < ranges.size(); place++) {
      var range = ranges.get(place);
      int says = range.isReadable() ? says(range.name()) : 0;
      if (says <= saysMost) continue;
      saysMost = says;
      liking = new Liking(range.quality(), place);
    }
    return liking;
  }

  /** A stream of events is for those who name it. */
  private int says(String range) {
    if (range.equals(text)) return 3;
    if (this == EVENTS) return 0;
    if (range.equals("application/*")) return 2;
    return range.equals("*/*") ? 1 : 0;
  }
}
