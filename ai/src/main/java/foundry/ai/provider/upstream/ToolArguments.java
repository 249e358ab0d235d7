package foundry.ai.provider.upstream;

import foundry.ai.provider.Part;
import foundry.ai.provider.upstream.ChatWire.Unsupported;
import foundry.http.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The arguments of a call for providers that want an object instead of its text. */
public final class ToolArguments {
  private ToolArguments() {}

  /** Throws {@link Unsupported} if they are no JSON object: a call that was cut off, say. */
  public static JsonNode of(Part.ToolUse use) {
    if (use.json().isBlank()) return Json.MAPPER.createObjectNode();
    try {
      var input = Json.tree(use.json());
      if (input.isObject()) return input;
    } catch (JacksonException e) {
      // falls through to the one error for both mistakes
    }
    throw new Unsupported(
        "messages: the arguments of a tool call are cut off (expected: one JSON object)");
  }
}
