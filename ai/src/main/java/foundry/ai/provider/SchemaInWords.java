package foundry.ai.provider;

import java.util.ArrayList;
import java.util.List;

/** A schema for models that cannot hold one while they write: the first thing they are told. */
public final class SchemaInWords {
  private static final String INSTRUCTION =
      "Answer with one JSON value and nothing else, without a code block. It must be valid against"
          + " this JSON Schema:\n";

  private SchemaInWords() {}

  /** The same prompt where it has no schema. */
  public static Prompt told(Prompt prompt) {
    if (!(prompt.format() instanceof OutputFormat.JsonSchema(var _, var schema, var _))) {
      return prompt;
    }
    List<Message> messages = new ArrayList<>(prompt.messages().size() + 1);
    messages.add(Message.of(Message.Role.SYSTEM, INSTRUCTION + schema));
    messages.addAll(prompt.messages());
    return prompt.withMessages(messages).withFormat(OutputFormat.TEXT);
  }

  /** The prompt without what it was told, whatever else was left out of it since. */
  public static Prompt untold(Prompt told, OutputFormat format) {
    var messages = told.messages();
    return told.withMessages(messages.subList(1, messages.size())).withFormat(format);
  }
}
