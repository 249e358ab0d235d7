package foundry.ai.provider.anthropic;

import foundry.ai.Limits;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Extras.Dialect;
import foundry.ai.provider.Message.Role;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.Tool;
import foundry.ai.provider.ToolChoice;
import foundry.ai.provider.upstream.ClosedSchema;
import foundry.ai.provider.upstream.Conversation;
import foundry.ai.provider.upstream.ToolArguments;
import foundry.http.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the body of a request for a message. */
final class MessagesBody {
  private static final String JSON_ONLY =
      "Answer with one JSON object and nothing else: no prose, no code fence.";

  ObjectNode of(Prompt prompt) {
    var turns = Conversation.of(prompt);
    var body = Json.MAPPER.createObjectNode();
    prompt.extras().in(Dialect.ANTHROPIC).forEach(body::set);
    body.put("model", prompt.model());
    sampling(body, prompt.sampling());
    system(body, turns.system(), prompt.format());
    var messages = body.putArray("messages");
    for (var turn : turns.turns()) {
      var message = messages.addObject();
      message.put("role", turn.role() == Role.USER ? "user" : "assistant");
      blocks(message.putArray("content"), turn.parts());
    }
    tools(body, prompt);
    format(body, prompt.format());
    if (prompt.streamed()) body.put("stream", true);
    return body;
  }

  private static void sampling(ObjectNode body, Sampling sampling) {
    int tokensMax = sampling.outputTokensMax().orElse(Limits.CLAUDE_OUTPUT_TOKENS_DEFAULT);
    body.put("max_tokens", tokensMax);
    // Other vendors' scale ends at 2, this one's at 1.
    sampling.temperature().ifPresent(value -> body.put("temperature", Math.min(1, value)));
    sampling.topP().ifPresent(value -> body.put("top_p", value));
    sampling.topK().ifPresent(value -> body.put("top_k", value));
    if (!sampling.stop().isEmpty()) sampling.stop().forEach(body.putArray("stop_sequences")::add);
  }

  private static void system(ObjectNode body, List<Part.Text> system, OutputFormat format) {
    boolean json = format instanceof OutputFormat.JsonObject;
    if (system.isEmpty() && !json) return;
    var blocks = body.putArray("system");
    for (var text : system) text(blocks, text);
    if (json) text(blocks, new Part.Text(JSON_ONLY));
  }

  private static void tools(ObjectNode body, Prompt prompt) {
    if (prompt.tools().isEmpty()) return;
    // Callers of this dialect may have named tools that Claude runs itself; they are theirs, and a
    // second asking starts from them again, so what is added is added to a copy.
    var tools =
        body.path("tools") instanceof ArrayNode given
            ? given.deepCopy()
            : Json.MAPPER.createArrayNode();
    body.set("tools", tools);
    for (var tool : prompt.tools()) put(tools, tool);
    var choice = prompt.toolChoice();
    if (choice instanceof ToolChoice.Auto && prompt.parallelTools()) return;
    var node = body.putObject("tool_choice").put("type", type(choice));
    if (choice instanceof ToolChoice.Named(var name)) node.put("name", name);
    if (!prompt.parallelTools() && !(choice instanceof ToolChoice.None)) {
      node.put("disable_parallel_tool_use", true);
    }
  }

  private static String type(ToolChoice choice) {
    return switch (choice) {
      case ToolChoice.Auto _ -> "auto";
      case ToolChoice.None _ -> "none";
      case ToolChoice.Required _ -> "any";
      case ToolChoice.Named _ -> "tool";
    };
  }

  private static void put(ArrayNode tools, Tool tool) {
    var node = tools.addObject().put("name", tool.name());
    tool.description().ifPresent(text -> node.put("description", text));
    node.set(
        "input_schema", tool.strict() ? ClosedSchema.of(tool.parameters()) : tool.parameters());
    if (tool.strict()) node.put("strict", true);
    extras(node, tool.extras());
  }

  /** A schema joins what the caller's own dialect says about the output, such as the effort. */
  private static void format(ObjectNode body, OutputFormat format) {
    if (!(format instanceof OutputFormat.JsonSchema(var _, var schema, var _))) return;
    var config =
        body.path("output_config") instanceof ObjectNode given
            ? given.deepCopy()
            : Json.MAPPER.createObjectNode();
    config.putObject("format").put("type", "json_schema").set("schema", ClosedSchema.of(schema));
    body.set("output_config", config);
  }

  private static void blocks(ArrayNode blocks, List<Part> parts) {
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> text(blocks, text);
        case Part.Image image -> image(blocks, image);
        case Part.Thinking thinking -> thinking(blocks, thinking);
        case Part.RedactedThinking(var data) -> {
          if (own(data)) blocks.addObject().put("type", "redacted_thinking").put("data", data);
        }
        case Part.ToolUse use -> use(blocks, use);
        case Part.ToolResult result -> result(blocks, result);
      }
    }
  }

  private static void text(ArrayNode blocks, Part.Text text) {
    extras(blocks.addObject().put("type", "text").put("text", text.text()), text.extras());
  }

  private static void image(ArrayNode blocks, Part.Image image) {
    var block = blocks.addObject().put("type", "image");
    var source = block.putObject("source");
    switch (image.source()) {
      case Part.Source.Url(var url) -> source.put("type", "url").put("url", url.toString());
      case Part.Source.Inline(var type, var base64) ->
          source.put("type", "base64").put("media_type", type).put("data", base64);
    }
    extras(block, image.extras());
  }

  /** Thoughts that Claude did not sign are refused; the answer can do without them. */
  private static void thinking(ArrayNode blocks, Part.Thinking thinking) {
    if (!own(thinking.signature())) return;
    blocks
        .addObject()
        .put("type", "thinking")
        .put("thinking", thinking.text())
        .put("signature", thinking.signature());
  }

  /** Claude's are Base64; those of others carry a mark with a colon. */
  private static boolean own(String signature) {
    return !signature.isEmpty() && signature.indexOf(':') < 0;
  }

  private static void use(ArrayNode blocks, Part.ToolUse use) {
    var block = blocks.addObject().put("type", "tool_use");
    block.put("id", use.id()).put("name", use.name());
    block.set("input", ToolArguments.of(use));
    extras(block, use.extras());
  }

  private static void result(ArrayNode blocks, Part.ToolResult result) {
    var block = blocks.addObject().put("type", "tool_result");
    block.put("tool_use_id", result.toolUseId());
    blocks(block.putArray("content"), result.content());
    if (result.failed()) block.put("is_error", true);
    extras(block, result.extras());
  }

  private static void extras(ObjectNode node, Extras extras) {
    extras.in(Dialect.ANTHROPIC).forEach(node::set);
  }
}
