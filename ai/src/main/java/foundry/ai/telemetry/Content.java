package foundry.ai.telemetry;

import foundry.ai.provider.Message;
import foundry.ai.provider.Part;
import foundry.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was said, in the JSON that the conventions prescribe. Only where operators ask for it. */
final class Content {
  /** Of each piece of text: collectors refuse spans that are too large. */
  private static final int CHARACTERS_MAX = 8_192;

  private static final int MESSAGES_MAX = 32;

  private Content() {}

  /** The last messages, if there are many. */
  static String asked(List<Message> messages) {
    int from = Math.max(0, messages.size() - MESSAGES_MAX);
    var all = messages.subList(from, messages.size());
    return Json.text(
        all.stream().map(one -> Map.of("role", role(one), "parts", parts(one))).toList());
  }

  static String answered(Message answer, String finishReason) {
    return Json.text(
        List.of(
            Map.of("role", role(answer), "parts", parts(answer), "finish_reason", finishReason)));
  }

  private static String role(Message message) {
    return message.role().name().toLowerCase(Locale.ROOT);
  }

  private static List<Map<String, Object>> parts(Message message) {
    var parts = new ArrayList<Map<String, Object>>();
    for (var part : message.parts()) parts.add(part(part));
    return parts;
  }

  /** Of images no more than that there is one. */
  private static Map<String, Object> part(Part part) {
    return switch (part) {
      case Part.Text(var text, var _) -> Map.of("type", "text", "content", cut(text));
      case Part.Thinking(var text, var _) -> Map.of("type", "reasoning", "content", cut(text));
      case Part.ToolUse(var id, var name, var json, var _) ->
          Map.of("type", "tool_call", "id", id, "name", name, "arguments", cut(json));
      case Part.ToolResult result ->
          Map.of(
              "type",
              "tool_call_response",
              "id",
              result.toolUseId(),
              "response",
              result.content().stream().map(Content::part).toList());
      case Part.Image _ -> Map.of("type", "image");
      case Part.RedactedThinking _ -> Map.of("type", "redacted_reasoning");
    };
  }

  private static String cut(String text) {
    return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX);
  }
}
