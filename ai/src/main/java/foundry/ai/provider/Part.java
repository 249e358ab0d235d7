package foundry.ai.provider;

import java.net.URI;
import java.util.List;

/** A piece of a message. */
public sealed interface Part {
  /** What is sent of it as text, in characters. */
  default int characters() {
    return switch (this) {
      case Text(var text, var _) -> text.length();
      case Image _, RedactedThinking _ -> 0;
      case Thinking(var text, var _) -> text.length();
      case ToolUse(var _, var name, var json, var _) -> name.length() + json.length();
      case ToolResult result -> result.content().stream().mapToInt(Part::characters).sum();
    };
  }

  record Text(String text, Extras extras) implements Part {
    public Text(String text) {
      this(text, Extras.NONE);
    }
  }

  record Image(Source source, Extras extras) implements Part {}

  /** Where an image is. */
  sealed interface Source {
    record Url(URI url) implements Source {}

    /**
     * @param mediaType image/png, image/jpeg, image/gif or image/webp
     * @param base64 RFC 4648, section 4
     */
    record Inline(String mediaType, String base64) implements Source {}
  }

  /**
   * The model wants a tool to be used.
   *
   * @param json the arguments as one JSON object, as the model wrote it
   */
  record ToolUse(String id, String name, String json, Extras extras) implements Part {}

  /**
   * What the tool said.
   *
   * @param content texts and images
   * @param failed whether it is an error message
   */
  record ToolResult(String toolUseId, List<Part> content, boolean failed, Extras extras)
      implements Part {
    public ToolResult {
      content = List.copyOf(content);
    }
  }

  /**
   * What the model thought before it spoke; goes back to it unchanged.
   *
   * @param signature by which the provider knows its own; empty if it gives none. Providers other
   *     than Claude mark theirs with their name and a colon, so that nobody is sent another's
   */
  record Thinking(String text, String signature) implements Part {}

  /** Thinking that only the provider can read. */
  record RedactedThinking(String data) implements Part {}
}
