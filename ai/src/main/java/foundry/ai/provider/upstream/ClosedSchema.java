package foundry.ai.provider.upstream;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Schema as constrained decoding takes it at Claude's and at Bedrock's: every object says
 * that it has no other properties, and bounds that only a finished value can be held to are left
 * out. Whoever gave the schema still checks the answer against all of it.
 */
public final class ClosedSchema {
  private static final Set<String> UNHELD =
      Set.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties");

  /** Their values are names to schemas, not a schema. */
  private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions");

  /** Their values are data. */
  private static final Set<String> VALUES =
      Set.of("enum", "const", "default", "examples", "required");

  private ClosedSchema() {}

  /** A copy; the given schema is not changed. */
  public static JsonNode of(JsonNode schema) {
    var copy = schema.deepCopy();
    close(copy);
    return copy;
  }

  private static void close(JsonNode node) {
    if (node instanceof ArrayNode list) list.forEach(ClosedSchema::close);
    if (!(node instanceof ObjectNode schema)) return;
    schema.remove(UNHELD);
    if (schema.path("minItems").asInt(0) > 1) schema.remove("minItems");
    if (isObject(schema)) schema.put("additionalProperties", false);
    for (var field : schema.properties()) {
      if (NAMED.contains(field.getKey())) field.getValue().forEach(ClosedSchema::close);
      else if (!VALUES.contains(field.getKey())) close(field.getValue());
    }
  }

  private static boolean isObject(ObjectNode schema) {
    return schema.has("properties") || schema.path("type").asString("").equals("object");
  }
}
