package foundry.ai.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A place in a routes file: reads on behind a mistake, so that all are told at once. */
final class RoutesNode {
  private final String place;
  private final JsonNode node;
  private final Consumer<String> errors;
  private final Set<String> read = new HashSet<>();

  RoutesNode(String place, JsonNode node, Consumer<String> errors) {
    this.place = place;
    this.node = node.isNull() ? MissingNode.getInstance() : node;
    this.errors = errors;
  }

  static RoutesNode none(Consumer<String> errors) {
    return new RoutesNode("", MissingNode.getInstance(), errors);
  }

  void wrong(String what) {
    errors.accept(place + ": " + what);
  }

  boolean isMissing() {
    return node.isMissingNode();
  }

  boolean isList() {
    return node.isArray();
  }

  RoutesNode child(String name) {
    read.add(name);
    String where = place.equals("routes file") ? name : place + "." + name;
    return new RoutesNode(where, node.path(name), errors);
  }

  /** Names the fields that nobody asked for. */
  void done() {
    if (isMissing() || isList() || node.isString()) return;
    if (!node.isObject()) wrong("expected: fields");
    for (String name : node.propertyNames()) if (!read.contains(name)) wrong(name + ": unknown");
  }

  Map<String, RoutesNode> entries() {
    var entries = new LinkedHashMap<String, RoutesNode>();
    if (!isMissing() && !node.isObject()) wrong("expected: fields");
    for (String name : node.propertyNames()) entries.put(name, child(name));
    return entries;
  }

  List<RoutesNode> items() {
    var items = new ArrayList<RoutesNode>();
    if (!isMissing() && !node.isArray()) wrong("expected: a list");
    for (var item : node.values()) {
      if (!node.isArray()) break;
      items.add(new RoutesNode("%s[%d]".formatted(place, items.size()), item, errors));
    }
    return items;
  }

  Optional<String> text() {
    return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
  }

  String required(Pattern pattern) {
    if (text().isEmpty()) wrong(isMissing() ? "missing" : "expected: a text");
    return text().map(value -> matching(value, pattern)).orElse("");
  }

  String matching(String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) wrong("%s (expected: %s)".formatted(value, pattern));
    return value;
  }

  int number(int standard, int min, int max) {
    if (isMissing()) return standard;
    if (node.isInt() && node.intValue() >= min && node.intValue() <= max) return node.intValue();
    wrong("%s (expected: %d..%d)".formatted(node, min, max));
    return standard;
  }

  boolean flag(boolean standard) {
    if (!isMissing() && !node.isBoolean()) wrong("%s (expected: true or false)".formatted(node));
    return node.asBoolean(standard);
  }
}
