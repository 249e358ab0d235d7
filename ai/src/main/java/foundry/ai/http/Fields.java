package foundry.ai.http;

import foundry.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one JSON object and refuses what does not fit, naming the field, its value
 * and what was expected. {@code null} counts as not given. Ends with {@link #done()}, which refuses
 * fields nobody read.
 */
public final class Fields {
  private final JsonNode object;
  private final String path;
  private final Set<String> read = new TreeSet<>();

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  public static Fields of(byte[] body) {
    try {
      return of(Json.MAPPER.readTree(body), "");
    } catch (JacksonException e) {
      throw Refused.invalid("body: no JSON at " + place(e) + " (expected: one JSON object)");
    }
  }

  private static String place(JacksonException e) {
    var location = e.getLocation();
    if (location == null) return "an unknown place";
    return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static Fields of(JsonNode node, String path) {
    if (node.isObject()) return new Fields(node, path);
    String name = path.isEmpty() ? "body" : path.substring(0, path.length() - 1);
    throw wrong(name, node, "an object");
  }

  public String text(String name, int charactersMax) {
    return optionalText(name, charactersMax).orElseThrow(() -> missing(name));
  }

  public Optional<String> optionalText(String name, int charactersMax) {
    var node = value(name);
    return node == null ? Optional.empty() : Optional.of(text(name, node, charactersMax));
  }

  private String text(String name, JsonNode node, int charactersMax) {
    if (!node.isString()) throw wrong(path + name, node, "a string");
    String text = node.stringValue();
    if (text.length() <= charactersMax) return text;
    throw Refused.invalid(
        "%s%s: %d characters (expected: at most %d)"
            .formatted(path, name, text.length(), charactersMax));
  }

  public int number(String name, int standard, int min, int max) {
    return optionalNumber(name, min, max).orElse(standard);
  }

  public Optional<Integer> optionalNumber(String name, int min, int max) {
    var node = value(name);
    if (node == null) return Optional.empty();
    String expected = "%d..%d".formatted(min, max);
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw wrong(path + name, node, expected);
    }
    int value = node.intValue();
    if (value < min || value > max) throw wrong(path + name, node, expected);
    return Optional.of(value);
  }

  public Optional<Double> optionalDecimal(String name, double min, double max) {
    var node = value(name);
    if (node == null) return Optional.empty();
    String expected = "%s..%s".formatted(min, max);
    if (!node.isNumber()) throw wrong(path + name, node, expected);
    double value = node.doubleValue();
    if (!(value >= min && value <= max)) throw wrong(path + name, node, expected);
    return Optional.of(value);
  }

  public boolean flag(String name) {
    var node = value(name);
    if (node == null) return false;
    if (!node.isBoolean()) throw wrong(path + name, node, "true or false");
    return node.booleanValue();
  }

  public UUID uuid(String name) {
    var node = value(name);
    if (node == null) throw missing(name);
    return uuid(path + name, node);
  }

  public <E extends Enum<E>> E choice(String name, E standard) {
    var node = value(name);
    return node == null ? standard : choice(name, node, standard.getDeclaringClass());
  }

  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    var node = value(name);
    if (node == null) throw missing(name);
    return choice(name, node, type);
  }

  private <E extends Enum<E>> E choice(String name, JsonNode node, Class<E> type) {
    var names = new ArrayList<String>();
    for (E constant : type.getEnumConstants()) {
      String word = wireName(constant);
      if (node.isString() && word.equals(node.stringValue())) return constant;
      names.add(word);
    }
    throw wrong(path + name, node, "one of " + String.join(", ", names));
  }

  /** How a constant is written in JSON. */
  public static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** One string or a list of them. */
  public List<String> texts(String name, int textsMax, int charactersMax) {
    var node = value(name);
    if (node == null) throw missing(name);
    if (node.isString()) return List.of(text(name, node, charactersMax));
    var items = items(name, node, textsMax);
    if (items.isEmpty()) throw wrong(path + name, node, "1..%d strings".formatted(textsMax));
    var texts = new ArrayList<String>(items.size());
    for (int i = 0; i < items.size(); i++) {
      texts.add(text("%s[%d]".formatted(name, i), items.get(i), charactersMax));
    }
    return List.copyOf(texts);
  }

  public List<UUID> uuids(String name, int itemsMax) {
    var node = value(name);
    if (node == null) return List.of();
    var items = items(name, node, itemsMax);
    var uuids = new ArrayList<UUID>(items.size());
    for (int i = 0; i < items.size(); i++) {
      uuids.add(uuid("%s%s[%d]".formatted(path, name, i), items.get(i)));
    }
    return List.copyOf(uuids);
  }

  /** A list of objects, each read by {@code item} and checked for unknown fields. */
  public <T> Optional<List<T>> list(String name, int itemsMax, Function<Fields, T> item) {
    var node = value(name);
    if (node == null) return Optional.empty();
    var items = items(name, node, itemsMax);
    var values = new ArrayList<T>(items.size());
    for (int i = 0; i < items.size(); i++) {
      var fields = of(items.get(i), "%s%s[%d].".formatted(path, name, i));
      values.add(item.apply(fields));
      fields.done();
    }
    return Optional.of(List.copyOf(values));
  }

  private List<JsonNode> items(String name, JsonNode node, int itemsMax) {
    if (!node.isArray()) throw wrong(path + name, node, "a list");
    if (node.size() <= itemsMax) return List.copyOf(node.values());
    throw Refused.invalid(
        "%s%s: %d items (expected: at most %d)".formatted(path, name, node.size(), itemsMax));
  }

  /** Refuses fields nobody read. */
  public void done() {
    for (String name : object.propertyNames()) {
      if (read.contains(name)) continue;
      throw Refused.invalid(
          "%s%s: unknown field (expected: %s)"
              .formatted(path, cut(name), read.stream().collect(Collectors.joining(", "))));
    }
  }

  private @Nullable JsonNode value(String name) {
    read.add(name);
    var node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private static UUID uuid(String name, JsonNode node) {
    if (!node.isString()) throw wrong(name, node, "a UUID");
    return uuid(name, node.stringValue());
  }

  /** Parses an id of the path or the body. */
  public static UUID uuid(String name, String text) {
    try {
      if (text.length() == 36) return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      // falls through to the one error for both mistakes
    }
    throw Refused.invalid("%s: %s (expected: a UUID)".formatted(name, cut(text)));
  }

  private Refused missing(String name) {
    return Refused.invalid("%s%s: missing".formatted(path, name));
  }

  private static Refused wrong(String name, JsonNode node, String expected) {
    return Refused.invalid("%s: %s (expected: %s)".formatted(name, shown(node), expected));
  }

  /** Content may be private and long: only numbers and flags are repeated to the sender. */
  private static String shown(JsonNode node) {
    if (node.isNumber() || node.isBoolean()) return cut(node.asString());
    if (node.isString()) return "a string of %d characters".formatted(node.stringValue().length());
    return switch (node.getNodeType()) {
      case ARRAY -> "a list of %d".formatted(node.size());
      case OBJECT -> "an object";
      default -> "null";
    };
  }

  private static String cut(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "...";
  }
}
