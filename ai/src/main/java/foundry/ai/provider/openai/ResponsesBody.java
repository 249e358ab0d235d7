package foundry.ai.provider.openai;

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

/** Writes the body of a response: one list of items, whoever made them. */
final class ResponsesBody {
  private ResponsesBody() {}

  static ObjectNode of(Prompt prompt) {
    var body = Json.MAPPER.createObjectNode().put("model", prompt.model());
    // What is said stays with us, not with the provider.
    body.put("store", false);
    var input = body.putArray("input");
    for (var message : GroundedMessages.of(prompt)) put(input, message);
    sampling(body, prompt);
    tools(body, prompt);
    format(body, prompt.format());
    if (prompt.streamed()) body.put("stream", true);
    return body;
  }

  private static void sampling(ObjectNode body, Prompt prompt) {
    Sampling sampling = prompt.sampling();
    if (!sampling.stop().isEmpty()) {
      throw new Unsupported("stop: given (expected: none, the responses API knows no stop)");
    }
    sampling.outputTokensMax().ifPresent(max -> body.put("max_output_tokens", max));
    sampling.temperature().ifPresent(value -> body.put("temperature", value));
    sampling.topP().ifPresent(value -> body.put("top_p", value));
    effort(body, prompt);
  }

  /** Thinking is shown as a summary only, and only where it is asked for. */
  private static void effort(ObjectNode body, Prompt prompt) {
    var effort =
        prompt.extras().in(foundry.ai.provider.Extras.Dialect.OPENAI).get("reasoning_effort");
    if (effort == null || !effort.isString()) return;
    body.putObject("reasoning").put("effort", effort.stringValue()).put("summary", "auto");
  }

  private static void tools(ObjectNode body, Prompt prompt) {
    if (prompt.tools().isEmpty()) return;
    var tools = body.putArray("tools");
    for (var tool : prompt.tools()) put(tools, tool);
    switch (prompt.toolChoice()) {
      case ToolChoice.Auto _ -> {}
      case ToolChoice.None _ -> body.put("tool_choice", "none");
      case ToolChoice.Required _ -> body.put("tool_choice", "required");
      case ToolChoice.Named(var name) ->
          body.putObject("tool_choice").put("type", "function").put("name", name);
    }
    if (!prompt.parallelTools()) body.put("parallel_tool_calls", false);
  }

  /** Without a word it would be strict here, unlike in chat completions. */
  private static void put(ArrayNode tools, Tool tool) {
    var function = tools.addObject().put("type", "function").put("name", tool.name());
    tool.description().ifPresent(text -> function.put("description", text));
    function.put("strict", tool.strict()).set("parameters", tool.parameters());
  }

  private static void format(ObjectNode body, OutputFormat format) {
    switch (format) {
      case OutputFormat.Text _ -> {}
      case OutputFormat.JsonObject _ ->
          body.putObject("text").putObject("format").put("type", "json_object");
      case OutputFormat.JsonSchema(var name, var schema, var strict) -> {
        var node = body.putObject("text").putObject("format").put("type", "json_schema");
        node.put("name", name).put("strict", strict).set("schema", schema);
      }
    }
  }

  private static void put(ArrayNode input, Message message) {
    for (var part : message.parts()) {
      switch (part) {
        case Part.ToolResult result -> result(input, result);
        case Part.ToolUse use -> call(input, use);
        case Part.Text _, Part.Image _, Part.Thinking _, Part.RedactedThinking _ -> {}
      }
    }
    var said = message.parts().stream().filter(ResponsesBody::said).toList();
    if (said.isEmpty()) return;
    boolean own = message.role() == Message.Role.ASSISTANT;
    // What the model said comes before the tools it asked for.
    int place = own ? input.size() - calls(message) : input.size();
    var turn = Json.MAPPER.createObjectNode().put("role", role(message.role()));
    content(turn.putArray("content"), said, own);
    input.insert(place, turn);
  }

  private static int calls(Message message) {
    return (int) message.parts().stream().filter(part -> part instanceof Part.ToolUse).count();
  }

  private static boolean said(Part part) {
    return part instanceof Part.Text || part instanceof Part.Image;
  }

  private static String role(Message.Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
    };
  }

  private static void result(ArrayNode input, Part.ToolResult result) {
    var item = input.addObject().put("type", "function_call_output");
    item.put("call_id", result.toolUseId());
    boolean images = result.content().stream().anyMatch(part -> part instanceof Part.Image);
    if (images) content(item.putArray("output"), result.content(), false);
    else item.put("output", text(result.content()));
  }

  private static String text(List<Part> parts) {
    var all = new StringBuilder();
    for (var part : parts) if (part instanceof Part.Text(var text, var _)) all.append(text);
    return all.toString();
  }

  private static void call(ArrayNode input, Part.ToolUse use) {
    input
        .addObject()
        .put("type", "function_call")
        .put("call_id", use.id())
        .put("name", use.name())
        .put("arguments", use.json());
  }

  private static void content(ArrayNode content, List<Part> parts, boolean own) {
    for (var part : parts) {
      switch (part) {
        case Part.Text(var text, var _) ->
            content.addObject().put("type", own ? "output_text" : "input_text").put("text", text);
        case Part.Image(var source, var _) ->
            content.addObject().put("type", "input_image").put("image_url", ChatBody.url(source));
        case Part.Thinking _, Part.RedactedThinking _, Part.ToolUse _, Part.ToolResult _ -> {}
      }
    }
  }
}
