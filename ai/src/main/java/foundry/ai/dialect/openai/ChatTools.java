package foundry.ai.dialect.openai;

import foundry.ai.Limits;
import foundry.ai.generate.ToolFields;
import foundry.ai.http.Fields;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Tool;
import foundry.ai.provider.ToolChoice;
import java.util.List;

/** Reads tools, and the other things a request asks the answer to be made of. */
final class ChatTools {
  private enum Choice {
    AUTO,
    NONE,
    REQUIRED
  }

  private enum Format {
    TEXT,
    JSON_OBJECT,
    JSON_SCHEMA
  }

  private ChatTools() {}

  static List<Tool> tools(Fields body) {
    return body.list("tools", Limits.TOOLS_MAX, ChatTools::tool).orElse(List.of());
  }

  private static Tool tool(Fields tool) {
    var function = function(tool);
    var read =
        new Tool(
            ToolFields.name(function, "name"),
            function.optionalText("description", Limits.DIALECT_TEXT_CHARACTERS_MAX),
            ToolFields.parameters(function, "parameters"),
            function.flag("strict"),
            ChatRequest.extras(tool));
    function.done();
    return read;
  }

  /** The one kind of tool that every provider has a word for. */
  private static Fields function(Fields tool) {
    String type = tool.text("type", Limits.ID_CHARACTERS_MAX);
    if (!type.equals("function")) throw ChatRequest.unsupported(tool, "type");
    return tool.object("function").orElseThrow(() -> tool.missing("function"));
  }

  static ToolChoice choice(Fields body, List<Tool> tools) {
    if (!body.has("tool_choice")) return ToolChoice.AUTO;
    if (body.isText("tool_choice")) {
      var choice = body.choice("tool_choice", Choice.class);
      boolean idle = choice == Choice.REQUIRED && tools.isEmpty();
      if (idle) throw body.wrong("tool_choice", "tools beside it");
      return switch (choice) {
        case AUTO -> ToolChoice.AUTO;
        case NONE -> new ToolChoice.None();
        case REQUIRED -> new ToolChoice.Required();
      };
    }
    var named = body.object("tool_choice").orElseThrow();
    var function = function(named);
    String name = ToolFields.name(function, "name");
    function.done();
    named.done();
    return ToolFields.named(name, tools, "tool_choice");
  }

  static OutputFormat format(Fields body) {
    var given = body.object("response_format");
    if (given.isEmpty()) return OutputFormat.TEXT;
    var format = given.get();
    var read =
        switch (format.choice("type", Format.class)) {
          case TEXT -> OutputFormat.TEXT;
          case JSON_OBJECT -> new OutputFormat.JsonObject();
          case JSON_SCHEMA ->
              schema(format.object("json_schema").orElseThrow(() -> format.missing("json_schema")));
        };
    format.done();
    return read;
  }

  private static OutputFormat schema(Fields schema) {
    var read =
        new OutputFormat.JsonSchema(
            ToolFields.name(schema, "name"),
            schema.json("schema").orElseThrow(() -> schema.missing("schema")),
            schema.flag("strict"));
    schema.optionalText("description", Limits.DIALECT_TEXT_CHARACTERS_MAX);
    schema.done();
    return read;
  }

  /** Clients send an empty list where they mean none. */
  static List<String> stop(Fields body) {
    return body.isEmptyList("stop") ? List.of() : ToolFields.stop(body, "stop");
  }
}
