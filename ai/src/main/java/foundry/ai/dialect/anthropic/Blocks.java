package foundry.ai.dialect.anthropic;

import foundry.ai.provider.Event;
import foundry.http.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Puts the events of a whole answer together to blocks, in their order. */
final class Blocks {
  private enum Kind {
    TEXT,
    THINKING,
    REDACTED,
    TOOL
  }

  private static final class Open {
    final Kind kind;
    final String id;
    final String name;
    final StringBuilder text = new StringBuilder();
    String signature = "";

    Open(Kind kind, String id, String name) {
      this.kind = kind;
      this.id = id;
      this.name = name;
    }
  }

  private final List<Open> blocks = new ArrayList<>(2);
  private final List<Open> tools = new ArrayList<>(0);
  private @Nullable Open last;

  void add(Event event) {
    switch (event) {
      case Event.Text(var text) -> current(Kind.TEXT).text.append(text);
      case Event.Refusal(var text) -> current(Kind.TEXT).text.append(text);
      case Event.Thinking(var text) -> current(Kind.THINKING).text.append(text);
      case Event.ThinkingSignature(var signature) -> {
        current(Kind.THINKING).signature = signature;
        last = null;
      }
      case Event.RedactedThinking(var data) -> open(Kind.REDACTED, "", "").text.append(data);
      case Event.ToolStart(var _, var id, var name) -> tools.add(open(Kind.TOOL, id, name));
      case Event.ToolArguments(var index, var json) -> tools.get(index).text.append(json);
    }
  }

  private Open current(Kind kind) {
    return last != null && last.kind == kind ? last : open(kind, "", "");
  }

  private Open open(Kind kind, String id, String name) {
    var block = new Open(kind, id, name);
    blocks.add(block);
    last = block;
    return block;
  }

  List<Block> whole() {
    return blocks.stream().map(Blocks::whole).toList();
  }

  private static Block whole(Open block) {
    String text = block.text.toString();
    return switch (block.kind) {
      case TEXT -> new Block.Text(text);
      case THINKING -> new Block.Thinking(text, block.signature);
      case REDACTED -> new Block.RedactedThinking(text);
      case TOOL -> new Block.ToolUse(block.id, block.name, input(text));
    };
  }

  /** A model that was cut off leaves half an object, which the dialect has no place for. */
  private static JsonNode input(String json) {
    if (json.isBlank()) return Json.MAPPER.createObjectNode();
    try {
      var input = Json.tree(json);
      if (input.isObject()) return input;
    } catch (JacksonException e) {
      // falls through to the one way to say that there is nothing usable
    }
    return Json.MAPPER.createObjectNode();
  }
}
