package foundry.ai.provider;

/** Whether the model may, must or must not use tools. */
public sealed interface ToolChoice {
  record Auto() implements ToolChoice {}

  record None() implements ToolChoice {}

  /** Any of them, but at least one. */
  record Required() implements ToolChoice {}

  record Named(String name) implements ToolChoice {}

  ToolChoice AUTO = new Auto();
}
