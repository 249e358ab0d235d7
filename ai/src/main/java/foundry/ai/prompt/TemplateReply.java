package foundry.ai.prompt;

import foundry.http.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One version, as it was put.
 *
 * @param labels of the template, with the versions they point at
 */
record TemplateReply(
    String name,
    int version,
    String createdAt,
    JsonNode variables,
    JsonNode messages,
    Map<String, Integer> labels) {
  static TemplateReply of(Registry.Version version, Map<String, Integer> labels) {
    var definition = Json.tree(version.definition());
    var variables = definition.path("variables");
    return new TemplateReply(
        version.name(),
        version.version(),
        version.createdAt().toString(),
        variables.isObject() ? variables : Json.MAPPER.createObjectNode(),
        definition.path("messages"),
        labels);
  }
}
