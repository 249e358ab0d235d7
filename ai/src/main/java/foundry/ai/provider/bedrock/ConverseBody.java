package foundry.ai.provider.bedrock;

import foundry.ai.provider.Extras;
import foundry.ai.provider.Extras.Dialect;
import foundry.ai.provider.Message.Role;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Tool;
import foundry.ai.provider.ToolChoice;
import foundry.ai.provider.upstream.ChatWire.Unsupported;
import foundry.ai.provider.upstream.ClosedSchema;
import foundry.ai.provider.upstream.Conversation;
import foundry.ai.provider.upstream.ToolArguments;
import foundry.http.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the body of one Converse request. */
final class ConverseBody {
  private static final String JSON_ONLY =
      "Answer with one JSON object and nothing else: no prose, no code fence.";

  /** What the model's maker understands besides Converse's own words. */
  private static final Set<String> CLAUDE_FIELDS = Set.of("thinking", "anthropic_beta");

  private final Prompt prompt;
  private final Conversation turns;
  private final boolean claude;

  ConverseBody(Prompt prompt) {
    this.prompt = prompt;
    this.turns = Conversation.of(prompt);
    this.claude = prompt.model().contains("anthropic.");
  }

  ObjectNode json() {
    if (!prompt.parallelTools() && !prompt.tools().isEmpty()) {
      throw new Unsupported("parallel_tool_calls: false (expected: true; Bedrock cannot be told)");
    }
    var body = Json.MAPPER.createObjectNode();
    system(body);
    var messages = body.putArray("messages");
    for (var turn : turns.turns()) {
      var message =
          messages.addObject().put("role", turn.role() == Role.USER ? "user" : "assistant");
      blocks(message.putArray("content"), turn.parts());
    }
    sampling(body);
    tools(body);
    format(body);
    return body;
  }

  private void system(ObjectNode body) {
    boolean json = prompt.format() instanceof OutputFormat.JsonObject;
    if (turns.system().isEmpty() && !json) return;
    var system = body.putArray("system");
    for (var text : turns.system()) text(system, text);
    if (json) system.addObject().put("text", JSON_ONLY);
  }

  private void sampling(ObjectNode body) {
    var sampling = prompt.sampling();
    var node = body.putObject("inferenceConfig");
    sampling.outputTokensMax().ifPresent(value -> node.put("maxTokens", value));
    sampling.temperature().ifPresent(value -> node.put("temperature", Math.min(1, value)));
    sampling.topP().ifPresent(value -> node.put("topP", value));
    if (!sampling.stop().isEmpty()) sampling.stop().forEach(node.putArray("stopSequences")::add);
    if (!claude) return;
    var more = Json.MAPPER.createObjectNode();
    sampling.topK().ifPresent(value -> more.put("top_k", value));
    var given = prompt.extras().in(Dialect.ANTHROPIC);
    for (String name : CLAUDE_FIELDS) if (given.containsKey(name)) more.set(name, given.get(name));
    if (!more.isEmpty()) body.set("additionalModelRequestFields", more);
  }

  /** A conversation that used tools must name them, even where none may be used any more. */
  private void tools(ObjectNode body) {
    boolean none = prompt.toolChoice() instanceof ToolChoice.None;
    if (prompt.tools().isEmpty() || (none && !turns.usedTools())) return;
    var config = body.putObject("toolConfig");
    var tools = config.putArray("tools");
    for (var tool : prompt.tools()) put(tools, tool);
    switch (prompt.toolChoice()) {
      case ToolChoice.Auto _, ToolChoice.None _ -> {}
      case ToolChoice.Required _ -> config.putObject("toolChoice").putObject("any");
      case ToolChoice.Named(var name) ->
          config.putObject("toolChoice").putObject("tool").put("name", name);
    }
  }

  private static void put(ArrayNode tools, Tool tool) {
    var node = tools.addObject().putObject("toolSpec").put("name", tool.name());
    tool.description().ifPresent(text -> node.put("description", text));
    var schema = tool.strict() ? ClosedSchema.of(tool.parameters()) : tool.parameters();
    node.putObject("inputSchema").set("json", schema);
    if (tool.strict()) node.put("strict", true);
    cachePoint(tools, tool.extras());
  }

  private void format(ObjectNode body) {
    if (!(prompt.format() instanceof OutputFormat.JsonSchema(var name, var schema, var _))) return;
    body.putObject("outputConfig")
        .putObject("textFormat")
        .put("type", "json_schema")
        .putObject("structure")
        .putObject("jsonSchema")
        .put("name", name)
        .put("schema", Json.text(ClosedSchema.of(schema)));
  }

  private static void blocks(ArrayNode blocks, List<Part> parts) {
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> text(blocks, text);
        case Part.Image image -> image(blocks, image);
        case Part.Thinking thinking -> thinking(blocks, thinking);
        case Part.RedactedThinking(var data) -> {
          if (own(data)) {
            blocks.addObject().putObject("reasoningContent").put("redactedContent", data);
          }
        }
        case Part.ToolUse use -> use(blocks, use);
        case Part.ToolResult result -> result(blocks, result);
      }
    }
  }

  private static void text(ArrayNode blocks, Part.Text text) {
    blocks.addObject().put("text", text.text());
    cachePoint(blocks, text.extras());
  }

  private static void image(ArrayNode blocks, Part.Image image) {
    if (!(image.source() instanceof Part.Source.Inline(var type, var base64))) {
      throw new Unsupported(
          "messages: an image by its address (expected: inline; Bedrock loads none)");
    }
    var node = blocks.addObject().putObject("image");
    node.put("format", type.substring(type.indexOf('/') + 1));
    node.putObject("source").put("bytes", base64);
    cachePoint(blocks, image.extras());
  }

  private static void thinking(ArrayNode blocks, Part.Thinking thinking) {
    if (!own(thinking.signature())) return;
    blocks
        .addObject()
        .putObject("reasoningContent")
        .putObject("reasoningText")
        .put("text", thinking.text())
        .put("signature", thinking.signature());
  }

  /** Claude's are Base64; those of others carry a mark with a colon. */
  private static boolean own(String signature) {
    return !signature.isEmpty() && signature.indexOf(':') < 0;
  }

  private static void use(ArrayNode blocks, Part.ToolUse use) {
    var node = blocks.addObject().putObject("toolUse");
    node.put("toolUseId", use.id()).put("name", use.name()).set("input", ToolArguments.of(use));
    cachePoint(blocks, use.extras());
  }

  private static void result(ArrayNode blocks, Part.ToolResult result) {
    var node = blocks.addObject().putObject("toolResult").put("toolUseId", result.toolUseId());
    var content = node.putArray("content");
    blocks(content, result.content());
    if (content.isEmpty()) content.addObject().put("text", "");
    if (result.failed()) node.put("status", "error");
    cachePoint(blocks, result.extras());
  }

  /** Bedrock's word for Anthropic's mark on the block before. */
  private static void cachePoint(ArrayNode blocks, Extras extras) {
    if (extras.in(Dialect.ANTHROPIC).containsKey("cache_control")) {
      blocks.addObject().putObject("cachePoint").put("type", "default");
    }
  }
}
