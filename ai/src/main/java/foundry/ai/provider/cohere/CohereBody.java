package foundry.ai.provider.cohere;

import foundry.ai.http.Fields;
import foundry.ai.provider.GroundedMessages;
import foundry.ai.provider.Message;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.Tool;
import foundry.ai.provider.ToolChoice;
import foundry.ai.provider.upstream.ChatWire.Unsupported;
import foundry.http.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the body of a chat. */
final class CohereBody {
  private CohereBody() {}

  static ObjectNode of(Prompt prompt) {
    var body = Json.MAPPER.createObjectNode().put("model", prompt.model());
    var messages = body.putArray("messages");
    for (var message : GroundedMessages.of(prompt)) put(messages, message);
    body.put("stream", prompt.streamed());
    sampling(body, prompt.sampling());
    tools(body, prompt);
    format(body, prompt.format());
    return body;
  }

  private static void sampling(ObjectNode body, Sampling sampling) {
    sampling.outputTokensMax().ifPresent(max -> body.put("max_tokens", max));
    sampling.temperature().ifPresent(value -> body.put("temperature", value));
    sampling.topP().ifPresent(value -> body.put("p", value));
    sampling.topK().ifPresent(value -> body.put("k", value));
    sampling.seed().ifPresent(value -> body.put("seed", value));
    sampling.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
    sampling.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
    if (!sampling.stop().isEmpty()) sampling.stop().forEach(body.putArray("stop_sequences")::add);
  }

  private static void tools(ObjectNode body, Prompt prompt) {
    if (prompt.tools().isEmpty()) return;
    var tools = body.putArray("tools");
    boolean strict = false;
    for (var tool : prompt.tools()) {
      put(tools, tool);
      strict |= tool.strict();
    }
    if (strict) body.put("strict_tools", true);
    switch (prompt.toolChoice()) {
      case ToolChoice.Auto _ -> {}
      case ToolChoice.None _ -> body.put("tool_choice", "NONE");
      case ToolChoice.Required _ -> body.put("tool_choice", "REQUIRED");
      case ToolChoice.Named(var name) -> only(body, tools, name);
    }
  }

  /** It has no word for one tool among many: the others are kept from it. */
  private static void only(ObjectNode body, ArrayNode tools, String name) {
    tools.removeIf(tool -> !tool.path("function").path("name").asString("").equals(name));
    if (tools.isEmpty())
      throw new Unsupported("tool_choice: no such tool (expected: one of tools)");
    body.put("tool_choice", "REQUIRED");
  }

  private static void put(ArrayNode tools, Tool tool) {
    var function = tools.addObject().put("type", "function").putObject("function");
    function.put("name", tool.name());
    tool.description().ifPresent(text -> function.put("description", text));
    function.set("parameters", tool.parameters());
  }

  private static void format(ObjectNode body, OutputFormat format) {
    switch (format) {
      case OutputFormat.Text _ -> {}
      case OutputFormat.JsonObject _ ->
          body.putObject("response_format").put("type", "json_object");
      case OutputFormat.JsonSchema(var _, var schema, var _) ->
          body.putObject("response_format").put("type", "json_object").set("json_schema", schema);
    }
  }

  /** Results of tools are messages of their own here, before what the user says beside them. */
  private static void put(ArrayNode messages, Message message) {
    for (var part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        messages
            .addObject()
            .put("role", "tool")
            .put("tool_call_id", result.toolUseId())
            .put("content", text(result.content()));
      }
    }
    var rest = message.parts().stream().filter(p -> !(p instanceof Part.ToolResult)).toList();
    if (rest.isEmpty() && !message.parts().isEmpty()) return;
    var turn = messages.addObject().put("role", Fields.wireName(message.role()));
    if (message.role() == Message.Role.ASSISTANT) said(turn, message, rest);
    else content(turn, rest);
  }

  private static String text(List<Part> parts) {
    var all = new StringBuilder();
    for (var part : parts) if (part instanceof Part.Text(var text, var _)) all.append(text);
    return all.toString();
  }

  /** What was said beside a call for tools is its plan here. */
  private static void said(ObjectNode turn, Message message, List<Part> parts) {
    boolean calls = parts.stream().anyMatch(part -> part instanceof Part.ToolUse);
    String text = message.text();
    if (!calls) turn.put("content", text);
    else if (!text.isEmpty()) turn.put("tool_plan", text);
    for (var part : parts) {
      if (!(part instanceof Part.ToolUse use)) continue;
      var call = turn.withArray("tool_calls").addObject();
      call.put("id", use.id()).put("type", "function");
      call.putObject("function").put("name", use.name()).put("arguments", use.json());
    }
  }

  private static void content(ObjectNode turn, List<Part> parts) {
    if (parts.stream().noneMatch(part -> part instanceof Part.Image)) {
      turn.put("content", text(parts));
      return;
    }
    var content = turn.putArray("content");
    for (var part : parts) {
      switch (part) {
        case Part.Text(var text, var _) ->
            content.addObject().put("type", "text").put("text", text);
        case Part.Image(var source, var _) ->
            content
                .addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put("url", url(source));
        case Part.Thinking _, Part.RedactedThinking _, Part.ToolUse _, Part.ToolResult _ -> {}
      }
    }
  }

  private static String url(Part.Source source) {
    return switch (source) {
      case Part.Source.Url(var url) -> url.toString();
      case Part.Source.Inline(var type, var base64) -> "data:" + type + ";base64," + base64;
    };
  }
}
