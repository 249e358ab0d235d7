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
      throw NoJson.refused(body, e);
    }
  }

  private static Fields of(JsonNode node, String path) {
    if (node.isObject()) return new Fields(node, path);
    String name = path.isEmpty() ? "body" : path.substring(0, path.length() - 1);
    throw new FieldValue("", name, node).wrong("an object");
  }

  public boolean has(String name) {
    return value(name).isPresent();
  }

  public boolean isText(String name) {
    return value(name).filter(value -> value.node().isString()).isPresent();
  }

  public boolean isList(String name) {
    return value(name).filter(value -> value.node().isArray()).isPresent();
  }

  public boolean isListOfObjects(String name) {
    return isList(name) && object.path(name).path(0).isObject();
  }

  /** Numbers, or lists of them. */
  public boolean isListOfTokens(String name) {
    if (!isList(name)) return false;
    var first = object.path(name).path(0);
    return first.isNumber() || first.path(0).isNumber();
  }

  public boolean isEmptyList(String name) {
    return isList(name) && object.path(name).isEmpty();
  }

  public String text(String name, int charactersMax) {
    return required(name).text(charactersMax);
  }

  public Optional<String> optionalText(String name, int charactersMax) {
    return value(name).map(value -> value.text(charactersMax));
  }

  /** Without control characters, since it is stored and logged. */
  public String name(String name, int charactersMax) {
    return required(name).name(charactersMax);
  }

  /** As {@link #name}. */
  public Optional<String> optionalName(String name, int charactersMax) {
    return value(name).map(value -> value.name(charactersMax));
  }

  public int number(String name, int standard, int min, int max) {
    return optionalNumber(name, min, max).orElse(standard);
  }

  public Optional<Integer> optionalNumber(String name, int min, int max) {
    return value(name).map(value -> (int) value.number(min, max));
  }

  public Optional<Long> optionalLong(String name, long min, long max) {
    return value(name).map(value -> value.number(min, max));
  }

  public Optional<Double> optionalDecimal(String name, double min, double max) {
    return value(name).map(value -> value.decimal(min, max));
  }

  public boolean flag(String name) {
    return optionalFlag(name).orElse(false);
  }

  public Optional<Boolean> optionalFlag(String name) {
    return value(name).map(FieldValue::flag);
  }

  public UUID uuid(String name) {
    return required(name).uuid();
  }

  public <E extends Enum<E>> E choice(String name, E standard) {
    return value(name).map(value -> value.choice(standard.getDeclaringClass())).orElse(standard);
  }

  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    return required(name).choice(type);
  }

  /** How a constant is written in JSON. */
  public static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** An object within this one. */
  public Optional<Fields> object(String name) {
    return value(name).map(Fields::of);
  }

  private static Fields of(FieldValue value) {
    return of(value.node(), value.path() + ".");
  }

  /** Any JSON, unread. */
  public Optional<JsonNode> node(String name) {
    return value(name).map(FieldValue::node);
  }

  /** An object that is not ours to read, such as a JSON Schema. */
  public Optional<JsonNode> json(String name) {
    return value(name).map(FieldValue::object);
  }

  /** One string or a list of them. */
  public List<String> texts(String name, int textsMax, int charactersMax) {
    return required(name).texts(textsMax, charactersMax);
  }

  public List<UUID> uuids(String name, int itemsMax) {
    return value(name)
        .map(value -> value.items(itemsMax).stream().map(FieldValue::uuid).toList())
        .orElse(List.of());
  }

  /** A list of objects, each read by {@code item} and checked for unknown fields. */
  public <T> Optional<List<T>> list(String name, int itemsMax, Function<Fields, T> item) {
    return value(name).map(value -> list(value.items(itemsMax), item));
  }

  private static <T> List<T> list(List<FieldValue> items, Function<Fields, T> item) {
    var values = new ArrayList<T>(items.size());
    for (var one : items) {
      var fields = of(one);
      values.add(item.apply(fields));
      fields.done();
    }
    return List.copyOf(values);
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

  private Optional<FieldValue> value(String name) {
    read.add(name);
    return FieldValue.of(path, name, object);
  }

  private FieldValue required(String name) {
    return value(name).orElseThrow(() -> missing(name));
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
    return value(name).map(value -> value.wrong(expected)).orElseGet(() -> missing(name));
  }
}
