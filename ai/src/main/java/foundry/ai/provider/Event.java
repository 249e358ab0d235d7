package foundry.ai.provider;

/** A piece of an answer, in the order in which the model makes it. */
public sealed interface Event {
  record Text(String text) implements Event {}

  /** The model declines, in words of its own. */
  record Refusal(String text) implements Event {}

  record Thinking(String text) implements Event {}

  /** Ends a block of thinking. */
  record ThinkingSignature(String signature) implements Event {}

  record RedactedThinking(String data) implements Event {}

  /**
   * A tool is asked for; its arguments follow.
   *
   * @param index counts the tools of this answer from 0, each once
   */
  record ToolStart(int index, String id, String name) implements Event {}

  /**
   * @param json a piece of the arguments' JSON, to be appended
   */
  record ToolArguments(int index, String json) implements Event {}
}
