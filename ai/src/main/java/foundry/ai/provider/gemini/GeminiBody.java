package foundry.ai.provider.gemini;

import foundry.ai.provider.Message.Role;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.Tool;
import foundry.ai.provider.ToolChoice;
import foundry.ai.provider.upstream.ChatWire.Unsupported;
import foundry.ai.provider.upstream.Conversation;
import foundry.ai.provider.upstream.ToolArguments;
import foundry.http.Json;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the body of one request for content. */
final class GeminiBody {
  /** What Google's documentation gives for calls whose signature is not at hand. */
  private static final String NO_SIGNATURE = "skip_thought_signature_validator";

  private final Prompt prompt;
  private final Conversation turns;
  private final Map<String, String> toolNames;

  GeminiBody(Prompt prompt) {
    this.prompt = prompt;
    this.turns = Conversation.of(prompt);
    this.toolNames = turns.toolNames();
  }

  ObjectNode json() {
    if (!prompt.parallelTools() && !prompt.tools().isEmpty()) {
      throw new Unsupported("parallel_tool_calls: false (expected: true; Gemini decides itself)");
    }
    var body = Json.MAPPER.createObjectNode();
    if (!turns.system().isEmpty()) {
      var system = body.putObject("systemInstruction").putArray("parts");
      for (var text : turns.system()) system.addObject().put("text", text.text());
    }
    var contents = body.putArray("contents");
    for (var turn : turns.turns()) {
      var content = contents.addObject().put("role", turn.role() == Role.USER ? "user" : "model");
      parts(content.putArray("parts"), turn.parts());
    }
    tools(body);
    var generation = body.putObject("generationConfig");
    sampling(generation, prompt.sampling());
    format(generation, prompt.format());
    return body;
  }

  private void tools(ObjectNode body) {
    if (prompt.tools().isEmpty()) return;
    var declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
    for (var tool : prompt.tools()) put(declarations, tool);
    var choice = prompt.toolChoice();
    if (choice instanceof ToolChoice.Auto) return;
    var config = body.putObject("toolConfig").putObject("functionCallingConfig");
    config.put("mode", choice instanceof ToolChoice.None ? "NONE" : "ANY");
    if (choice instanceof ToolChoice.Named(var name)) {
      config.putArray("allowedFunctionNames").add(name);
    }
  }

  private static void put(ArrayNode declarations, Tool tool) {
    var node = declarations.addObject().put("name", tool.name());
    tool.description().ifPresent(text -> node.put("description", text));
    node.set("parametersJsonSchema", tool.parameters());
  }

  private static void sampling(ObjectNode node, Sampling sampling) {
    sampling.outputTokensMax().ifPresent(value -> node.put("maxOutputTokens", value));
    sampling.temperature().ifPresent(value -> node.put("temperature", value));
    sampling.topP().ifPresent(value -> node.put("topP", value));
    sampling.topK().ifPresent(value -> node.put("topK", value));
    sampling.seed().ifPresent(value -> node.put("seed", value));
    sampling.presencePenalty().ifPresent(value -> node.put("presencePenalty", value));
    sampling.frequencyPenalty().ifPresent(value -> node.put("frequencyPenalty", value));
    if (!sampling.stop().isEmpty()) sampling.stop().forEach(node.putArray("stopSequences")::add);
  }

  private static void format(ObjectNode node, OutputFormat format) {
    switch (format) {
      case OutputFormat.Text _ -> {}
      case OutputFormat.JsonObject _ -> node.put("responseMimeType", "application/json");
      case OutputFormat.JsonSchema(var _, var schema, var _) ->
          node.put("responseMimeType", "application/json").set("responseJsonSchema", schema);
    }
  }

  /** Thoughts themselves do not go back, only the signature with the call that followed it. */
  private void parts(ArrayNode nodes, List<Part> parts) {
    var signature = Optional.<String>empty();
    boolean first = true;
    for (var part : parts) {
      switch (part) {
        case Part.Text(var text, var _) -> nodes.addObject().put("text", text);
        case Part.Image(var source, var _) -> image(nodes.addObject(), source);
        case Part.Thinking(var _, var signed) -> signature = own(signed);
        case Part.RedactedThinking _ -> {}
        case Part.ToolUse use -> {
          var given = first ? Optional.of(signature.orElse(NO_SIGNATURE)) : signature;
          call(nodes.addObject(), use, given);
          signature = Optional.empty();
          first = false;
        }
        case Part.ToolResult result -> result(nodes.addObject(), result);
      }
    }
  }

  private static Optional<String> own(String signature) {
    return signature.startsWith(GeminiReply.MARK)
        ? Optional.of(signature.substring(GeminiReply.MARK.length()))
        : Optional.empty();
  }

  private static void call(ObjectNode part, Part.ToolUse use, Optional<String> signature) {
    var call = part.putObject("functionCall");
    id(call, use.id());
    call.put("name", use.name()).set("args", ToolArguments.of(use));
    signature.ifPresent(value -> part.put("thoughtSignature", value));
  }

  private static void id(ObjectNode node, String id) {
    if (!id.startsWith(GeminiReply.MADE_UP)) node.put("id", id);
  }

  private void result(ObjectNode part, Part.ToolResult result) {
    String name = toolNames.get(result.toolUseId());
    if (name == null) {
      throw new Unsupported("messages: a tool result without its call (expected: the call before)");
    }
    var response = part.putObject("functionResponse");
    id(response, result.toolUseId());
    response.put("name", name);
    var text = new StringBuilder();
    for (var piece : result.content()) {
      if (piece instanceof Part.Text(var words, var _)) text.append(words);
      if (piece instanceof Part.Image(var source, var _)) {
        image(response.withArray("parts").addObject(), source);
      }
    }
    response.putObject("response").put(result.failed() ? "error" : "output", text.toString());
  }

  private static void image(ObjectNode part, Part.Source source) {
    switch (source) {
      case Part.Source.Url(var url) ->
          part.putObject("fileData").put("mimeType", type(url)).put("fileUri", url.toString());
      case Part.Source.Inline(var type, var base64) ->
          part.putObject("inlineData").put("mimeType", type).put("data", base64);
    }
  }

  /** Google wants a type beside an address; names without one are photographs mostly. */
  private static String type(URI url) {
    String path = String.valueOf(url.getPath()).toLowerCase(Locale.ROOT);
    if (path.endsWith(".png")) return "image/png";
    if (path.endsWith(".webp")) return "image/webp";
    return path.endsWith(".gif") ? "image/gif" : "image/jpeg";
  }
}
