package foundry.ai.provider;

import tools.jackson.databind.JsonNode;

/** The shape an answer must have. */
public sealed interface OutputFormat {
  record Text() implements OutputFormat {}

  /** Any JSON object. */
  record JsonObject() implements OutputFormat {}

  /**
   * @param schema JSON Schema 2020-12
   * @param strict whether the provider must hold it while it writes
   */
  record JsonSchema(String name, JsonNode schema, boolean strict) implements OutputFormat {}

  OutputFormat TEXT = new Text();
}
