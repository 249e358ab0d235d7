package foundry.ai.provider;

import java.util.List;

/**
 * One turn of a conversation. Results of tools are parts of a user's turn, whatever a dialect calls
 * them.
 *
 * @param extras fields of the caller's dialect that only a provider of that dialect understands
 */
public record Message(Role role, List<Part> parts, Extras extras) {
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }

  public Message {
    parts = List.copyOf(parts);
  }

  public static Message of(Role role, String text) {
    return new Message(role, List.of(new Part.Text(text)), Extras.NONE);
  }

  /** All its text, in order, without what is not text. */
  public String text() {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(var text, var _)) return text;
    var all = new StringBuilder();
    for (var part : parts) if (part instanceof Part.Text(var text, var _)) all.append(text);
    return all.toString();
  }

  /** What is sent of it, in characters; images count for nothing. */
  public int characters() {
    int sum = 0;
    for (var part : parts) sum += part.characters();
    return sum;
  }
}
