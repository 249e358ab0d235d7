package foundry.ai.dialect.anthropic;

import tools.jackson.databind.JsonNode;

/** A block of a message's content. */
sealed interface Block {
  record Text(String type, String text) implements Block {
    Text(String text) {
      this("text", text);
    }
  }

  record Thinking(String type, String thinking, String signature) implements Block {
    Thinking(String thinking, String signature) {
      this("thinking", thinking, signature);
    }
  }

  record RedactedThinking(String type, String data) implements Block {
    RedactedThinking(String data) {
      this("redacted_thinking", data);
    }
  }

  record ToolUse(String type, String id, String name, JsonNode input) implements Block {
    ToolUse(String id, String name, JsonNode input) {
      this("tool_use", id, name, input);
    }
  }
}
