package foundry.ai.prepare;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What may be left out of a prompt that is too long. */
public enum Trim {
  /** The oldest turns. */
  @JsonProperty("oldest")
  OLDEST,
  /** Turns from the middle of the conversation, where models look least. */
  @JsonProperty("middle")
  MIDDLE,
  /** Passages of the context, the last first. */
  @JsonProperty("context")
  CONTEXT
}
