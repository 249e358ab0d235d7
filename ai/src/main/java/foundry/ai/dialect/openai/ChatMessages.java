package foundry.ai.dialect.openai;

import foundry.ai.Limits;
import foundry.ai.generate.Images;
import foundry.ai.generate.ToolFields;
import foundry.ai.generate.ToolTurns;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.Part;
import java.util.ArrayList;
import java.util.List;

/** Reads the messages of a chat completion. */
final class ChatMessages {
  private enum Role {
    DEVELOPER,
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
  }

  private enum Type {
    TEXT,
    IMAGE_URL,
    REFUSAL
  }

  private final ToolTurns turns = new ToolTurns();

  static List<Message> read(Fields body) {
    var reader = new ChatMessages();
    var messages =
        body.list("messages", Limits.DIALECT_MESSAGES_MAX, reader::message)
            .orElseThrow(() -> body.missing("messages"));
    if (messages.isEmpty()) throw Refused.field("messages", "empty (expected: at least one)");
    reader.turns.closed("messages");
    return ToolTurns.joined(messages);
  }

  private Message message(Fields message) {
    var role = message.choice("role", Role.class);
    if (role != Role.TOOL) turns.closed(message.path("role"));
    return switch (role) {
      case DEVELOPER, SYSTEM -> of(Message.Role.SYSTEM, content(message), message);
      case USER -> of(Message.Role.USER, content(message), message);
      case ASSISTANT -> of(Message.Role.ASSISTANT, said(message), message);
      case TOOL -> result(message);
    };
  }

  private static Message of(Message.Role role, List<Part> parts, Fields message) {
    return new Message(role, parts, ChatRequest.extras(message));
  }

  private List<Part> said(Fields message) {
    var asked = message.list("tool_calls", Limits.TOOL_CALLS_MAX, this::call).orElse(List.of());
    boolean speaks = message.has("content") || (asked.isEmpty() && !message.has("refusal"));
    var parts = new ArrayList<Part>();
    if (speaks) parts.addAll(content(message));
    message
        .optionalText("refusal", Limits.DIALECT_TEXT_CHARACTERS_MAX)
        .ifPresent(text -> parts.add(new Part.Text(text)));
    parts.addAll(asked);
    return parts;
  }

  private Part.ToolUse call(Fields call) {
    String id = call.text("id", Limits.ID_CHARACTERS_MAX);
    turns.asked(call.path("id"), id);
    if (!call.text("type", Limits.ID_CHARACTERS_MAX).equals("function")) {
      throw ChatRequest.unsupported(call, "type");
    }
    var function = call.object("function").orElseThrow(() -> call.missing("function"));
    String name = ToolFields.name(function, "name");
    String json = ToolFields.arguments(function, "arguments");
    function.done();
    return new Part.ToolUse(id, name, json, ChatRequest.extras(call));
  }

  private Message result(Fields message) {
    String id = message.text("tool_call_id", Limits.ID_CHARACTERS_MAX);
    turns.answered(message.path("tool_call_id"), id);
    var content = content(message);
    var result = new Part.ToolResult(id, content, false, ChatRequest.extras(message));
    return new Message(Message.Role.USER, List.of(result), Extras.NONE);
  }

  private static List<Part> content(Fields message) {
    if (!message.isList("content")) {
      return List.of(new Part.Text(message.text("content", Limits.DIALECT_TEXT_CHARACTERS_MAX)));
    }
    var parts = message.list("content", Limits.PARTS_MAX, ChatMessages::part).orElse(List.of());
    if (parts.isEmpty()) throw message.wrong("content", "at least one part");
    return parts;
  }

  private static Part part(Fields part) {
    return switch (part.choice("type", Type.class)) {
      case TEXT -> text(part, "text");
      case REFUSAL -> text(part, "refusal");
      case IMAGE_URL ->
          image(part.object("image_url").orElseThrow(() -> part.missing("image_url")));
    };
  }

  private static Part text(Fields part, String field) {
    String text = part.text(field, Limits.DIALECT_TEXT_CHARACTERS_MAX);
    return new Part.Text(text, ChatRequest.extras(part));
  }

  private static Part image(Fields image) {
    var url = image.text("url", Limits.IMAGE_CHARACTERS_MAX);
    return new Part.Image(Images.url(image.path("url"), url), ChatRequest.extras(image));
  }
}
