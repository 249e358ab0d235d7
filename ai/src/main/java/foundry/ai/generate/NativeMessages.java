package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the conversation of POST /v1/generate. */
final class NativeMessages {
  private enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
  }

  private enum Type {
    TEXT,
    IMAGE
  }

  private final ToolTurns calls = new ToolTurns();

  static List<Message> read(Fields body) {
    var prompt = body.optionalText("prompt", Limits.MESSAGE_CHARACTERS_MAX);
    var reader = new NativeMessages();
    var messages = body.list("messages", Limits.MESSAGES_MAX, reader::message);
    if (prompt.isPresent() == messages.isPresent()) {
      throw Refused.invalid(
          "prompt, messages: %s (expected: exactly one of them)"
              .formatted(prompt.isPresent() ? "both" : "neither"));
    }
    reader.calls.closed("messages");
    var given = messages.orElseGet(() -> List.of(Message.of(Message.Role.USER, prompt.get())));
    if (given.isEmpty()) throw Refused.field("messages", "empty (expected: at least one)");
    if (isBlank(given.getLast())) {
      throw Refused.field(
          prompt.isPresent() ? "prompt" : "messages", "blank (expected: a question)");
    }
    return ToolTurns.joined(given);
  }

  private static boolean isBlank(Message message) {
    for (var part : message.parts()) {
      if (!(part instanceof Part.Text(var text, var _)) || !text.isBlank()) return false;
    }
    return true;
  }

  private Message message(Fields message) {
    var role = message.choice("role", Role.class);
    if (role != Role.TOOL) calls.closed(message.path("role"));
    return switch (role) {
      case SYSTEM -> new Message(Message.Role.SYSTEM, content(message), Extras.NONE);
      case USER -> new Message(Message.Role.USER, content(message), Extras.NONE);
      case ASSISTANT -> assistant(message);
      case TOOL -> new Message(Message.Role.USER, List.of(result(message)), Extras.NONE);
    };
  }

  private Message assistant(Fields message) {
    var asked = message.list("tool_calls", Limits.TOOL_CALLS_MAX, this::call).orElse(List.of());
    var parts = new ArrayList<Part>();
    if (asked.isEmpty() || message.has("content")) parts.addAll(content(message));
    parts.addAll(asked);
    return new Message(Message.Role.ASSISTANT, parts, Extras.NONE);
  }

  private Part.ToolUse call(Fields call) {
    String id = call.text("id", Limits.ID_CHARACTERS_MAX);
    calls.asked(call.path("id"), id);
    return new Part.ToolUse(
        id,
        call.text("name", Limits.ID_CHARACTERS_MAX),
        ToolFields.arguments(call, "arguments"),
        Extras.NONE);
  }

  private Part.ToolResult result(Fields message) {
    String id = message.text("tool_call_id", Limits.ID_CHARACTERS_MAX);
    calls.answered(message.path("tool_call_id"), id);
    return new Part.ToolResult(id, content(message), message.flag("failed"), Extras.NONE);
  }

  private static List<Part> content(Fields message) {
    if (!message.isList("content")) {
      return List.of(new Part.Text(message.text("content", Limits.MESSAGE_CHARACTERS_MAX)));
    }
    return message.list("content", Limits.PARTS_MAX, NativeMessages::part).orElse(List.of());
  }

  private static Part part(Fields part) {
    return switch (part.choice("type", Type.class)) {
      case TEXT -> new Part.Text(part.text("text", Limits.MESSAGE_CHARACTERS_MAX));
      case IMAGE -> new Part.Image(source(part), Extras.NONE);
    };
  }

  private static Part.Source source(Fields image) {
    Optional<String> url = image.optionalText("url", Limits.IMAGE_CHARACTERS_MAX);
    if (url.isPresent()) return Images.url(image.path("url"), url.get());
    String type = image.text("media_type", Limits.ID_CHARACTERS_MAX);
    return Images.inline(image.path("data"), type, image.text("data", Limits.IMAGE_CHARACTERS_MAX));
  }
}
