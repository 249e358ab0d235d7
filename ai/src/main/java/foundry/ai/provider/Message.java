package foundry.ai.provider;

/** One turn of a conversation. */
public record Message(Role role, String content) {
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }
}
