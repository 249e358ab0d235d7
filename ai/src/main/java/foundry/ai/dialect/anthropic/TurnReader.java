package foundry.ai.dialect.anthropic;

import foundry.ai.Limits;
import foundry.ai.generate.Images;
import foundry.ai.generate.ToolTurns;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.Part;
import foundry.http.Json;
import java.util.List;

/** Reads the turns of a conversation and the blocks they are made of. */
final class TurnReader {
  private enum Role {
    USER,
    ASSISTANT
  }

  private enum Type {
    TEXT,
    IMAGE,
    TOOL_USE,
    TOOL_RESULT,
    THINKING,
    REDACTED_THINKING
  }

  private enum SourceType {
    BASE64,
    URL
  }

  private static final int TEXT_MAX = Limits.DIALECT_TEXT_CHARACTERS_MAX;

  private final ToolTurns tools = new ToolTurns();

  /** The message that comes before all others; none if none is given. */
  static List<Message> system(Fields body) {
    if (!body.has("system")) return List.of();
    if (body.isText("system")) {
      return List.of(Message.of(Message.Role.SYSTEM, body.text("system", TEXT_MAX)));
    }
    var blocks = body.list("system", Limits.PARTS_MAX, TurnReader::systemBlock).orElse(List.of());
    if (blocks.isEmpty()) return List.of();
    return List.of(new Message(Message.Role.SYSTEM, blocks, Extras.NONE));
  }

  private static Part systemBlock(Fields block) {
    if (block.choice("type", Type.class) != Type.TEXT) throw block.wrong("type", "text");
    return text(block);
  }

  static List<Message> read(Fields body) {
    var reader = new TurnReader();
    var messages =
        body.list("messages", Limits.DIALECT_MESSAGES_MAX, reader::message)
            .orElseThrow(() -> body.missing("messages"));
    if (messages.isEmpty()) throw Refused.field("messages", "empty (expected: at least one)");
    reader.tools.closed("messages");
    return messages;
  }

  private Message message(Fields message) {
    var role = message.choice("role", Role.class);
    if (role == Role.ASSISTANT) tools.closed(message.path("role"));
    var parts = content(message, role);
    if (role == Role.USER) tools.closed(message.path("content"));
    var as = role == Role.USER ? Message.Role.USER : Message.Role.ASSISTANT;
    return new Message(as, parts, MessagesRequest.extras(message));
  }

  private List<Part> content(Fields message, Role role) {
    if (!message.isList("content")) {
      return List.of(new Part.Text(message.text("content", TEXT_MAX)));
    }
    var parts =
        message.list("content", Limits.PARTS_MAX, block -> part(block, role)).orElse(List.of());
    if (parts.isEmpty()) throw message.wrong("content", "at least one block");
    return parts;
  }

  private Part part(Fields block, Role role) {
    var type = block.choice("type", Type.class);
    boolean fits =
        switch (type) {
          case TEXT -> true;
          case IMAGE, TOOL_RESULT -> role == Role.USER;
          case TOOL_USE, THINKING, REDACTED_THINKING -> role == Role.ASSISTANT;
        };
    if (!fits) throw block.wrong("type", "no block of this turn");
    return switch (type) {
      case TEXT -> text(block);
      case IMAGE -> image(block);
      case TOOL_USE -> use(block);
      case TOOL_RESULT -> result(block);
      case THINKING ->
          new Part.Thinking(block.text("thinking", TEXT_MAX), block.text("signature", TEXT_MAX));
      case REDACTED_THINKING -> new Part.RedactedThinking(block.text("data", TEXT_MAX));
    };
  }

  private static Part text(Fields block) {
    return new Part.Text(block.text("text", TEXT_MAX), MessagesRequest.extras(block));
  }

  private static Part image(Fields block) {
    var source = block.object("source").orElseThrow(() -> block.missing("source"));
    var read =
        switch (source.choice("type", SourceType.class)) {
          case URL -> Images.url(source.path("url"), source.text("url", TEXT_MAX));
          case BASE64 ->
              Images.inline(
                  source.path("data"),
                  source.text("media_type", Limits.ID_CHARACTERS_MAX),
                  source.text("data", Limits.IMAGE_CHARACTERS_MAX));
        };
    source.done();
    return new Part.Image(read, MessagesRequest.extras(block));
  }

  private Part use(Fields block) {
    String id = block.text("id", Limits.ID_CHARACTERS_MAX);
    tools.asked(block.path("id"), id);
    String name = block.text("name", Limits.ID_CHARACTERS_MAX);
    String json = Json.text(block.json("input").orElseThrow(() -> block.missing("input")));
    return new Part.ToolUse(id, name, json, MessagesRequest.extras(block));
  }

  private Part result(Fields block) {
    String id = block.text("tool_use_id", Limits.ID_CHARACTERS_MAX);
    tools.answered(block.path("tool_use_id"), id);
    boolean failed = block.flag("is_error");
    return new Part.ToolResult(id, said(block), failed, MessagesRequest.extras(block));
  }

  /** What a tool said: it may say nothing. */
  private static List<Part> said(Fields result) {
    if (!result.has("content")) return List.of();
    if (result.isText("content")) {
      return List.of(new Part.Text(result.text("content", TEXT_MAX)));
    }
    return result.list("content", Limits.PARTS_MAX, TurnReader::saidBlock).orElse(List.of());
  }

  private static Part saidBlock(Fields block) {
    return switch (block.choice("type", Type.class)) {
      case TEXT -> text(block);
      case IMAGE -> image(block);
      default -> throw block.wrong("type", "text or image");
    };
  }
}
