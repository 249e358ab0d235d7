package foundry.ai.generate;

import foundry.ai.http.Refused;
import foundry.ai.provider.Message;
import foundry.ai.provider.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tools a model asked for whose results are still to come. Every provider refuses a
 * conversation in which they do not match, each in other words: here it is refused in ours.
 */
public final class ToolTurns {
  private final Set<String> open = new LinkedHashSet<>();

  /** {@code path} names the field of the id, here and below. */
  public void asked(String path, String id) {
    if (!open.add(id)) throw Refused.field(path, "twice (expected: an id of its own)");
  }

  public void answered(String path, String id) {
    if (open.remove(id)) return;
    throw Refused.field(
        path, "no such tool call (expected: the id of one in the turn of the assistant before)");
  }

  /** Somebody speaks, so all results must have been given. */
  public void closed(String path) {
    if (open.isEmpty()) return;
    throw Refused.field(
        path,
        "%d tool calls before it have no result (expected: one for each)".formatted(open.size()));
  }

  /** Results that come one a message, as one turn: some providers know no other way. */
  public static List<Message> joined(List<Message> messages) {
    var joined = new ArrayList<Message>(messages.size());
    for (var message : messages) {
      boolean more = isResults(message) && !joined.isEmpty() && isResults(joined.getLast());
      if (more) joined.set(joined.size() - 1, joined(joined.getLast(), message));
      else joined.add(message);
    }
    return joined;
  }

  private static Message joined(Message first, Message second) {
    var parts = new ArrayList<Part>(first.parts());
    parts.addAll(second.parts());
    return new Message(first.role(), parts, first.extras());
  }

  private static boolean isResults(Message message) {
    if (message.parts().isEmpty()) return false;
    for (var part : message.parts()) if (!(part instanceof Part.ToolResult)) return false;
    return true;
  }
}
