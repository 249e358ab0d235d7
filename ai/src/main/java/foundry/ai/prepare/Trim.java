package foundry.ai.prepare;

/** What may be left out of a prompt that is too long. */
public enum Trim {
  /** The oldest turns. */
  OLDEST,
  /** Turns from the middle of the conversation, where models look least. */
  MIDDLE,
  /** Passages of the context, the last first. */
  CONTEXT
}
