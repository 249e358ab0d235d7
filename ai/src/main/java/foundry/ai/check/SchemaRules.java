package foundry.ai.check;

import foundry.ai.Limits;
import foundry.ai.http.Refused;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/** What a schema of a request may not be, whatever JSON Schema allows. */
final class SchemaRules {
  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

  private final String field;
  private final Set<String> names = new HashSet<>();
  private int nodes;

  private SchemaRules(String field) {
    this.field = field;
  }

  /**
   * The names of all properties the schema knows. Throws {@link Refused}.
   *
   * @param field where the schema stands in the request
   */
  static Set<String> names(JsonNode schema, String field) {
    if (!schema.isObject()) throw Refused.field(field, "no object (expected: a JSON Schema)");
    var rules = new SchemaRules(field);
    rules.check(schema, "", 0, false);
    return rules.names;
  }

  /**
   * @param named whether the names of this object are chosen by the caller, not by JSON Schema
   */
  private void check(JsonNode node, String place, int depth, boolean named) {
    if (++nodes > Limits.SCHEMA_NODES_MAX) {
      throw wrong("", "over %d parts".formatted(Limits.SCHEMA_NODES_MAX), "a smaller schema");
    }
    if (depth > Limits.SCHEMA_DEPTH_MAX) {
      throw wrong(place, "too deep", "at most %d levels".formatted(Limits.SCHEMA_DEPTH_MAX));
    }
    for (var property : node.properties()) {
      String name = property.getKey();
      String inner = place + "/" + name.replace("~", "~0").replace("/", "~1");
      if (named) names.add(name);
      else keyword(name, property.getValue(), inner);
      boolean chosen = !named && (name.equals("properties") || name.endsWith("efs"));
      check(property.getValue(), inner, depth + 1, chosen);
    }
    if (!node.isArray()) return;
    for (int i = 0; i < node.size(); i++) check(node.get(i), place + "/" + i, depth + 1, false);
  }

  private void keyword(String name, JsonNode value, String place) {
    if (!value.isString()) return;
    String text = value.stringValue();
    if (REFERENCES.contains(name) && !text.startsWith("#")) {
      throw wrong(place, "a reference to elsewhere", "one that starts with #");
    }
    if (name.equals("$id")) throw wrong(place, "not supported", "no $id");
    if (name.equals("pattern")) pattern(text, place);
  }

  private void pattern(String regex, String place) {
    if (regex.length() > Limits.SCHEMA_PATTERN_CHARACTERS_MAX) {
      throw wrong(
          place,
          "%d characters".formatted(regex.length()),
          "at most %d".formatted(Limits.SCHEMA_PATTERN_CHARACTERS_MAX));
    }
    try {
      BoundedPattern.of(regex);
    } catch (PatternSyntaxException e) {
      throw wrong(place, "no regular expression", "one");
    }
  }

  private Refused wrong(String place, String problem, String expected) {
    return Refused.field(field, "%s%s (expected: %s)".formatted(at(place), problem, expected));
  }

  static String at(String place) {
    String shown = place.length() <= 200 ? place : place.substring(0, 200) + "...";
    return place.isEmpty() ? "" : "at " + shown + ": ";
  }
}
