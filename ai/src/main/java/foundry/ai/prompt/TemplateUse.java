package foundry.ai.prompt;

import foundry.ai.Limits;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A template instead of messages.
 *
 * @param version empty, and no label either: the newest
 */
public record TemplateUse(
    String name, Optional<Integer> version, Optional<String> label, Map<String, JsonNode> values) {
  public static TemplateUse read(Fields fields) {
    var version = fields.optionalNumber("version", 1, Integer.MAX_VALUE);
    var label = fields.optionalText("label", Names.CHARACTERS_MAX);
    if (version.isPresent() && label.isPresent()) {
      throw Refused.field(fields.path("version"), "beside label (expected: one of them)");
    }
    var use =
        new TemplateUse(
            Names.template(fields.text("name", Limits.ID_CHARACTERS_MAX), fields.path("name")),
            version,
            label,
            fields.object("variables").map(Fields::rest).orElse(Map.of()));
    fields.done();
    return use;
  }
}
