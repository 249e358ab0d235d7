package foundry.ai.token;

import foundry.ai.provider.GroundedMessages;
import foundry.ai.provider.Message;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Tool;

/**
 * The tokens of a whole prompt.
 *
 * @param tokens rather too many where they are estimated
 * @param atLeast what the model counts at least
 * @param exact whether both are what the model counts
 */
public record PromptTokens(int tokens, int atLeast, boolean exact) {
  /** No tokenizer makes more of a character, factors of estimates included. */
  private static final long PER_CHARACTER_MAX = 5;

  /** As {@link #PER_CHARACTER_MAX}, for a byte of UTF-8. */
  private static final double PER_BYTE_MAX = 1.65;

  private static final int PER_MESSAGE_MAX = 40;
  private static final int PER_PROMPT_MAX = 2_000;
  private static final int PER_IMAGE_MAX = 4_784;

  /** May take long: never on an event loop. */
  public static PromptTokens of(Prompt prompt, Family family, Tokenizer tokenizer) {
    var counting = new Counting(family, tokenizer, Overhead.of(family));
    counting.add(prompt);
    return counting.sum();
  }

  /** Tokens of one message with what surrounds it. May take long: never on an event loop. */
  public static int of(Message message, Family family, Tokenizer tokenizer) {
    var counting = new Counting(family, tokenizer, Overhead.of(family));
    counting.add(message);
    return counting.texts + counting.others;
  }

  /** Near the tokens of {@link #of}, and quick: for an event loop. */
  public static int quick(Prompt prompt, Family family, Tokenizer tokenizer) {
    var overhead = Overhead.of(family);
    int sum = overhead.perPrompt();
    for (var message : prompt.messages()) {
      sum += overhead.perMessage();
      for (var part : message.parts()) sum += quick(part, tokenizer, overhead);
    }
    for (var passage : prompt.context().orElse(java.util.List.of())) {
      sum += tokenizer.quick(passage.text()) + overhead.perMessage();
    }
    if (!prompt.tools().isEmpty()) sum += overhead.perToolList();
    for (var tool : prompt.tools()) sum += Overhead.PER_TOOL + tokenizer.quick(json(tool));
    if (prompt.format() instanceof OutputFormat.JsonSchema(var _, var schema, var _)) {
      sum += Overhead.PER_TOOL + tokenizer.quick(schema.toString());
    }
    return sum;
  }

  private static String json(Tool tool) {
    return tool.name() + tool.description().orElse("") + tool.parameters();
  }

  private static int quick(Part part, Tokenizer tokenizer, Overhead overhead) {
    return switch (part) {
      case Part.Text(var text, var _) -> tokenizer.quick(text);
      case Part.Thinking(var text, var _) -> tokenizer.quick(text);
      case Part.RedactedThinking(var data) -> data.length() / 4;
      case Part.Image _ -> overhead.imageMost();
      case Part.ToolUse(var _, var name, var json, var _) ->
          Overhead.PER_TOOL + tokenizer.quick(name + json);
      case Part.ToolResult result -> {
        int sum = Overhead.PER_TOOL;
        for (var inner : result.content()) sum += quick(inner, tokenizer, overhead);
        yield sum;
      }
    };
  }

  /** A bound that costs next to nothing: no prompt is longer, most are far shorter. */
  public static long most(Prompt prompt) {
    long characters = prompt.characters() + (long) toolCharacters(prompt);
    return characters * PER_CHARACTER_MAX + rest(prompt);
  }

  /** A closer bound, for a look at each character. */
  public static long mostByBytes(Prompt prompt) {
    long bytes = 3L * toolCharacters(prompt);
    for (var message : prompt.messages()) {
      for (var part : message.parts()) bytes += bytes(part);
    }
    for (var passage : prompt.context().orElse(java.util.List.of())) bytes += utf8(passage.text());
    return (long) (bytes * PER_BYTE_MAX) + rest(prompt);
  }

  private static long rest(Prompt prompt) {
    int passages = prompt.context().map(java.util.List::size).orElse(0);
    long sum = PER_PROMPT_MAX + 1_200L * passages;
    for (var message : prompt.messages()) {
      sum += (long) PER_MESSAGE_MAX * (1 + message.parts().size());
      for (var part : message.parts()) sum += images(part);
    }
    return sum;
  }

  private static long images(Part part) {
    return switch (part) {
      case Part.Image _ -> PER_IMAGE_MAX;
      case Part.RedactedThinking(var data) -> data.length();
      case Part.ToolResult result -> {
        long sum = 0;
        for (var inner : result.content()) sum += images(inner);
        yield sum;
      }
      case Part.Text _, Part.Thinking _, Part.ToolUse _ -> 0;
    };
  }

  private static int toolCharacters(Prompt prompt) {
    int sum = 0;
    for (var tool : prompt.tools()) {
      sum += tool.name().length() + tool.description().map(String::length).orElse(0);
      sum += tool.parameters().toString().length() + Overhead.PER_TOOL;
    }
    if (prompt.format() instanceof OutputFormat.JsonSchema(var _, var schema, var _)) {
      sum += schema.toString().length();
    }
    return sum;
  }

  private static long bytes(Part part) {
    return switch (part) {
      case Part.Text(var text, var _) -> utf8(text);
      case Part.Thinking(var text, var _) -> utf8(text);
      case Part.ToolUse(var _, var name, var json, var _) -> utf8(name) + utf8(json);
      case Part.ToolResult result -> {
        long sum = 0;
        for (var inner : result.content()) sum += bytes(inner);
        yield sum;
      }
      case Part.Image _, Part.RedactedThinking _ -> 0;
    };
  }

  private static long utf8(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7f) bytes += c > 0x7ff ? 2 : 1;
    }
    return bytes;
  }

  /** One prompt being counted. */
  private static final class Counting {
    private final Family family;
    private final Tokenizer tokenizer;
    private final Overhead overhead;
    private int texts;
    private int others;
    private boolean exact;

    Counting(Family family, Tokenizer tokenizer, Overhead overhead) {
      this.family = family;
      this.tokenizer = tokenizer;
      this.overhead = overhead;
      this.exact = tokenizer.exact();
    }

    PromptTokens sum() {
      int atLeast = exact ? texts + others : tokenizer.atLeast(texts);
      return new PromptTokens(texts + others, atLeast, exact);
    }

    void add(Prompt prompt) {
      others += overhead.perPrompt();
      for (var message : GroundedMessages.of(prompt)) add(message);
      if (!prompt.tools().isEmpty()) others += overhead.perToolList();
      for (var tool : prompt.tools()) add(tool);
      if (prompt.format() instanceof OutputFormat.JsonSchema(var _, var schema, var _)) {
        rule(schema.toString());
      }
    }

    void add(Message message) {
      others += overhead.perMessage();
      for (var part : message.parts()) add(part);
    }

    private void add(Part part) {
      switch (part) {
        case Part.Text(var text, var _) -> texts += tokenizer.count(text);
        case Part.Thinking(var text, var _) -> texts += tokenizer.count(text);
        case Part.RedactedThinking(var data) -> rough(data.length() / 4);
        case Part.Image(var source, var _) -> rough(overhead.image(family, source));
        case Part.ToolUse(var _, var name, var json, var _) -> rule(name + json);
        case Part.ToolResult result -> {
          rough(Overhead.PER_TOOL);
          for (var inner : result.content()) add(inner);
        }
      }
    }

    private void add(Tool tool) {
      rule(json(tool));
    }

    /** Vendors rewrite tools and schemas in a shape of their own. */
    private void rule(String json) {
      rough(tokenizer.count(json) + Overhead.PER_TOOL);
    }

    private void rough(int tokens) {
      others += tokens;
      exact = false;
    }
  }
}
