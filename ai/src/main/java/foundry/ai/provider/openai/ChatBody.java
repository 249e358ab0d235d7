package foundry.ai.provider.openai;

import foundry.ai.http.Fields;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Extras.Dialect;
import foundry.ai.provider.GroundedMessages;
import foundry.ai.provider.Message;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.Tool;
import foundry.ai.provider.ToolChoice;
import foundry.ai.provider.openai.ChatCompletionsWire.Names;
import foundry.http.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the body of a chat completion. */
record ChatBody(Names names) {
  ObjectNode of(Prompt prompt) {
    var body = Json.MAPPER.createObjectNode();
    extras(body, prompt.extras());
    body.put("model", prompt.model());
    var messages = body.putArray("messages");
    for (var message : GroundedMessages.of(prompt)) put(messages, message);
    sampling(body, prompt.sampling());
    tools(body, prompt);
    format(body, prompt.format());
    if (prompt.streamed()) body.put("stream", true);
    if (prompt.streamed() && names != Names.STRICT) {
      body.putObject("stream_options").put("include_usage", true);
    }
    return body;
  }

  private void sampling(ObjectNode body, Sampling sampling) {
    String tokensMax = names == Names.OPENAI ? "max_completion_tokens" : "max_tokens";
    sampling.outputTokensMax().ifPresent(max -> body.put(tokensMax, max));
    sampling.temperature().ifPresent(value -> body.put("temperature", value));
    sampling.topP().ifPresent(value -> body.put("top_p", value));
    if (names == Names.COMPATIBLE) sampling.topK().ifPresent(value -> body.put("top_k", value));
    sampling.seed().ifPresent(value -> body.put("seed", value));
    sampling.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
    sampling.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
    if (!sampling.stop().isEmpty()) sampling.stop().forEach(body.putArray("stop")::add);
  }

  private void tools(ObjectNode body, Prompt prompt) {
    if (prompt.tools().isEmpty()) return;
    var tools = body.putArray("tools");
    for (var tool : prompt.tools()) put(tools, tool);
    switch (prompt.toolChoice()) {
      case ToolChoice.Auto _ -> {}
      case ToolChoice.None _ -> body.put("tool_choice", "none");
      case ToolChoice.Required _ -> body.put("tool_choice", "required");
      case ToolChoice.Named(var name) ->
          body.putObject("tool_choice")
              .put("type", "function")
              .putObject("function")
              .put("name", name);
    }
    if (!prompt.parallelTools()) body.put("parallel_tool_calls", false);
  }

  private void put(ArrayNode tools, Tool tool) {
    var node = tools.addObject().put("type", "function");
    extras(node, tool.extras());
    var function = node.putObject("function");
    function.put("name", tool.name());
    tool.description().ifPresent(text -> function.put("description", text));
    function.set("parameters", tool.parameters());
    if (tool.strict()) function.put("strict", true);
  }

  private static void format(ObjectNode body, OutputFormat format) {
    switch (format) {
      case OutputFormat.Text _ -> {}
      case OutputFormat.JsonObject _ ->
          body.putObject("response_format").put("type", "json_object");
      case OutputFormat.JsonSchema(var name, var schema, var strict) -> {
        var node = body.putObject("response_format").put("type", "json_schema");
        node.putObject("json_schema").put("name", name).put("strict", strict).set("schema", schema);
      }
    }
  }

  /** Results of tools are messages of their own here, before what the user says beside them. */
  private void put(ArrayNode messages, Message message) {
    var rest = new ArrayList<Part>(message.parts().size());
    for (var part : message.parts()) {
      if (part instanceof Part.ToolResult result) result(messages, result);
      else rest.add(part);
    }
    if (rest.isEmpty() && !message.parts().isEmpty()) return;
    var turn = messages.addObject().put("role", Fields.wireName(message.role()));
    extras(turn, message.extras());
    if (message.role() == Message.Role.ASSISTANT) said(turn, message, rest);
    else content(turn, rest);
  }

  private void result(ArrayNode messages, Part.ToolResult result) {
    var turn = messages.addObject().put("role", "tool").put("tool_call_id", result.toolUseId());
    extras(turn, result.extras());
    content(turn, result.content());
  }

  private void said(ObjectNode turn, Message message, List<Part> parts) {
    String text = message.text();
    if (text.isEmpty()) turn.putNull("content");
    else turn.put("content", text);
    for (var part : parts) {
      if (part instanceof Part.ToolUse use) call(turn.withArray("tool_calls"), use);
    }
  }

  private void call(ArrayNode calls, Part.ToolUse use) {
    var call = calls.addObject().put("id", use.id()).put("type", "function");
    extras(call, use.extras());
    call.putObject("function").put("name", use.name()).put("arguments", use.json());
  }

  private void content(ObjectNode turn, List<Part> parts) {
    if (parts.isEmpty()) {
      turn.put("content", "");
    } else if (parts.size() == 1
        && parts.getFirst() instanceof Part.Text(var text, var extras)
        && extras.in(spoken()).isEmpty()) {
      turn.put("content", text);
    } else {
      var content = turn.putArray("content");
      for (var part : parts) put(content, part);
    }
  }

  private void put(ArrayNode content, Part part) {
    switch (part) {
      case Part.Text(var text, var extras) ->
          extras(content.addObject().put("type", "text").put("text", text), extras);
      case Part.Image(var source, var extras) -> {
        var image = content.addObject().put("type", "image_url").putObject("image_url");
        extras(image.put("url", url(source)), extras);
      }
      case Part.Thinking _, Part.RedactedThinking _ -> {}
      case Part.ToolUse _, Part.ToolResult _ -> {} // messages of their own
    }
  }

  static String url(Part.Source source) {
    return switch (source) {
      case Part.Source.Url(var url) -> url.toString();
      case Part.Source.Inline(var type, var base64) -> "data:" + type + ";base64," + base64;
    };
  }

  private void extras(ObjectNode node, Extras extras) {
    extras.in(spoken()).forEach(node::set);
  }

  private Dialect spoken() {
    return names == Names.STRICT ? Dialect.FOUNDRY : Dialect.OPENAI;
  }
}
