package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.provider.Tool;
import foundry.ai.provider.ToolChoice;
import foundry.http.Json;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What every dialect says alike about tools. */
public final class ToolFields {
  private ToolFields() {}

  /** A tool's name: providers agree on these characters. */
  public static String name(Fields tool, String field) {
    String name = tool.text(field, Limits.TOOL_NAME_CHARACTERS_MAX);
    for (int i = 0; i < name.length(); i++) {
      if (!isNameCharacter(name.charAt(i))) throw unnamed(tool, field);
    }
    if (name.isEmpty()) throw unnamed(tool, field);
    return name;
  }

  private static Refused unnamed(Fields tool, String field) {
    return tool.wrong(field, "letters, digits, _ and - only");
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** The schema of a tool's arguments; none given: it takes none. */
  public static JsonNode parameters(Fields tool, String field) {
    return tool.json(field)
        .orElseGet(
            () -> {
              var nothing = Json.MAPPER.createObjectNode().put("type", "object");
              nothing.putObject("properties");
              return nothing;
            });
  }

  /** The arguments of an earlier call, as the model wrote them: text that is one JSON object. */
  public static String arguments(Fields call, String field) {
    String json = call.text(field, Limits.MESSAGE_CHARACTERS_MAX);
    if (json.isBlank()) return "{}";
    try {
      if (Json.tree(json).isObject()) return json;
    } catch (JacksonException e) {
      // falls through to the one error for both mistakes
    }
    throw call.wrong(field, "one JSON object");
  }

  /** The one tool that must be used; {@code path} names the field. */
  public static ToolChoice named(String name, List<Tool> tools, String path) {
    for (var tool : tools) if (tool.name().equals(name)) return new ToolChoice.Named(name);
    throw Refused.field(path, "no such tool (expected: the name of one in tools)");
  }

  /** One stop sequence or several. */
  public static List<String> stop(Fields body, String field) {
    if (!body.has(field)) return List.of();
    return body.texts(field, Limits.STOP_SEQUENCES_MAX, Limits.STOP_CHARACTERS_MAX);
  }
}
