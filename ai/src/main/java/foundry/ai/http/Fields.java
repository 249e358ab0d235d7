package foundry.ai.http;

import foundry.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one JSON object and refuses what does not fit, naming the field, its value
 * and what was expected. {@code null} counts as not given. Ends with {@link #done()}, which refuses
 * fields nobody read, or with {@link #rest()}, which keeps them.
 */
public final class Fields {
  private final JsonNode object;
  private final String path;
  private final Set<String> read = new LinkedHashSet<>();

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  public static Fields of(byte[] body) {
    try {
      if (Unpaired.in(body)) throw Refused.invalid("body: half a surrogate pair (expected: UTF-8)");
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

  public boolean has(String name) {
    return value(name) != null;
  }

  public boolean isText(String name) {
    var node = value(name);
    return node != null && node.isString();
  }

  public boolean isList(String name) {
    var node = value(name);
    return node != null && node.isArray();
  }

  public boolean isListOfObjects(String name) {
    var node = value(name);
    return node != null && node.isArray() && node.path(0).isObject();
  }

  /** Numbers, or lists of them. */
  public boolean isListOfTokens(String name) {
    var node = value(name);
    if (node == null || !node.isArray()) return false;
    return node.path(0).isNumber() || node.path(0).path(0).isNumber();
  }

  public boolean isEmptyList(String name) {
    var node = value(name);
    return node != null && node.isArray() && node.isEmpty();
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
    throw Refused.field(
        path + name,
        "%d characters (expected: at most %d)".formatted(text.length(), charactersMax));
  }

  public int number(String name, int standard, int min, int max) {
    return optionalNumber(name, min, max).orElse(standard);
  }

  public Optional<Integer> optionalNumber(String name, int min, int max) {
    return optionalLong(name, min, max).map(Long::intValue);
  }

  public Optional<Long> optionalLong(String name, long min, long max) {
    var node = value(name);
    if (node == null) return Optional.empty();
    boolean whole = node.isIntegralNumber() && node.canConvertToLong();
    if (whole && node.longValue() >= min && node.longValue() <= max) {
      return Optional.of(node.longValue());
    }
    throw wrong(path + name, node, min + ".." + max);
  }

  public Optional<Double> optionalDecimal(String name, double min, double max) {
    var node = value(name);
    if (node == null) return Optional.empty();
    if (node.isNumber() && node.doubleValue() >= min && node.doubleValue() <= max) {
      return Optional.of(node.doubleValue());
    }
    throw wrong(path + name, node, min + ".." + max);
  }

  public boolean flag(String name) {
    return optionalFlag(name).orElse(false);
  }

  public Optional<Boolean> optionalFlag(String name) {
    var node = value(name);
    if (node == null) return Optional.empty();
    if (!node.isBoolean()) throw wrong(path + name, node, "true or false");
    return Optional.of(node.booleanValue());
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
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** An object within this one. */
  public Optional<Fields> object(String name) {
    var node = value(name);
    return node == null ? Optional.empty() : Optional.of(of(node, path + name + "."));
  }

  /** Any JSON, unread. */
  public Optional<JsonNode> node(String name) {
    return Optional.ofNullable(value(name));
  }

  /** An object that is not ours to read, such as a JSON Schema. */
  public Optional<JsonNode> json(String name) {
    var node = value(name);
    if (node != null && !node.isObject()) throw wrong(path + name, node, "an object");
    return Optional.ofNullable(node);
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
      texts.add(text(name + "[" + i + "]", items.get(i), charactersMax));
    }
    return List.copyOf(texts);
  }

  public List<UUID> uuids(String name, int itemsMax) {
    var node = value(name);
    if (node == null) return List.of();
    var items = items(name, node, itemsMax);
    var uuids = new ArrayList<UUID>(items.size());
    for (int i = 0; i < items.size(); i++) {
      uuids.add(uuid(path + name + "[" + i + "]", items.get(i)));
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
      var fields = of(items.get(i), path + name + "[" + i + "].");
      values.add(item.apply(fields));
      fields.done();
    }
    return Optional.of(List.copyOf(values));
  }

  private List<JsonNode> items(String name, JsonNode node, int itemsMax) {
    if (!node.isArray()) throw wrong(path + name, node, "a list");
    if (node.size() <= itemsMax) return List.copyOf(node.values());
    throw Refused.field(
        path + name, "%d items (expected: at most %d)".formatted(node.size(), itemsMax));
  }

  /** Refuses fields nobody read. */
  public void done() {
    for (String name : object.propertyNames()) {
      if (read.contains(name)) continue;
      String known = String.join(", ", new TreeSet<>(read));
      throw Refused.field(path + Shown.cut(name), "unknown field (expected: " + known + ")")
          .with(Refused.Detail.UNKNOWN_PARAMETER);
    }
  }

  /** The fields nobody read, as they came; now they are. */
  public Map<String, JsonNode> rest() {
    if (object.size() <= read.size() && read.containsAll(object.propertyNames())) return Map.of();
    var rest = new LinkedHashMap<String, JsonNode>();
    for (var field : object.properties()) {
      boolean fresh = read.add(field.getKey());
      if (fresh && !field.getValue().isNull()) rest.put(field.getKey(), field.getValue());
    }
    return rest;
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
    throw Refused.field(name, Shown.cut(text) + " (expected: a UUID)");
  }

  /** The field as the caller would write it. */
  public String path(String name) {
    return path + name;
  }

  public Refused missing(String name) {
    return Refused.field(path + name, "missing");
  }

  /** The field is there, but not what it should be. */
  public Refused wrong(String name, String expected) {
    var node = value(name);
    return node == null ? missing(name) : wrong(path + name, node, expected);
  }

  private static Refused wrong(String name, JsonNode node, String expected) {
    return Refused.field(name, Shown.of(node) + " (expected: " + expected + ")");
  }
}
