package foundry.ai.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One value of a JSON object that is what it should be, or is refused.
 *
 * @param parent the path of the object it is in, with the dot at its end
 */
record FieldValue(String parent, String name, JsonNode node) {
  String path() {
    return parent + name;
  }

  Refused wrong(String expected) {
    return Refused.field(path(), Shown.of(node) + " (expected: " + expected + ")");
  }

  String text(int charactersMax) {
    if (!node.isString()) throw wrong("a string");
    String text = node.stringValue();
    if (text.length() <= charactersMax) return text;
    throw Refused.field(
        path(), "%d characters (expected: at most %d)".formatted(text.length(), charactersMax));
  }

  /** Of what is written down by name: a name is one line. */
  String name(int charactersMax) {
    String text = text(charactersMax);
    for (int i = 0; i < text.length(); i++) {
      int type = Character.getType(text.charAt(i));
      if (type == Character.CONTROL
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR) {
        throw Refused.field(
            path(), "a control character at %d (expected: none in a name)".formatted(i));
      }
    }
    return text;
  }

  long number(long min, long max) {
    boolean whole = node.isIntegralNumber() && node.canConvertToLong();
    if (whole && node.longValue() >= min && node.longValue() <= max) return node.longValue();
    throw wrong(min + ".." + max);
  }

  double decimal(double min, double max) {
    if (node.isNumber() && node.doubleValue() >= min && node.doubleValue() <= max) {
      return node.doubleValue();
    }
    throw wrong(min + ".." + max);
  }

  boolean flag() {
    if (!node.isBoolean()) throw wrong("true or false");
    return node.booleanValue();
  }

  UUID uuid() {
    if (!node.isString()) throw wrong("a UUID");
    return Fields.uuid(path(), node.stringValue());
  }

  <E extends Enum<E>> E choice(Class<E> type) {
    var names = new ArrayList<String>();
    for (E constant : type.getEnumConstants()) {
      String word = Fields.wireName(constant);
      if (node.isString() && word.equals(node.stringValue())) return constant;
      names.add(word);
    }
    throw wrong("one of " + String.join(", ", names));
  }

  JsonNode object() {
    if (!node.isObject()) throw wrong("an object");
    return node;
  }

  List<FieldValue> items(int itemsMax) {
    if (!node.isArray()) throw wrong("a list");
    if (node.size() > itemsMax) {
      throw Refused.field(
          path(), "%d items (expected: at most %d)".formatted(node.size(), itemsMax));
    }
    var items = new ArrayList<FieldValue>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new FieldValue(parent, name + "[" + i + "]", node.get(i)));
    }
    return items;
  }

  /** One string or a list of them. */
  List<String> texts(int textsMax, int charactersMax) {
    if (node.isString()) return List.of(text(charactersMax));
    var items = items(textsMax);
    if (items.isEmpty()) throw wrong("1..%d strings".formatted(textsMax));
    var texts = new ArrayList<String>(items.size());
    for (var item : items) texts.add(item.text(charactersMax));
    return List.copyOf(texts);
  }

  static Optional<FieldValue> of(String parent, String name, JsonNode object) {
    var node = object.get(name);
    if (node == null || node.isNull()) return Optional.empty();
    return Optional.of(new FieldValue(parent, name, node));
  }
}
