package foundry.ai.provider.upstream;

import foundry.ai.provider.GroundedMessages;
import foundry.ai.provider.Message;
import foundry.ai.provider.Message.Role;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.upstream.ChatWire.Unsupported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation for providers that want what the system says apart, and user and assistant in
 * turns: neighbours of one role are one turn, results of tools stand first in theirs, and empty
 * texts are left out.
 *
 * @param system what rules the conversation, in order
 */
public record Conversation(List<Part.Text> system, List<Turn> turns) {
  /** What one side says at once. */
  public record Turn(Role role, List<Part> parts) {}

  public static Conversation of(Prompt prompt) {
    var system = new ArrayList<Part.Text>(2);
    var turns = new ArrayList<Turn>(prompt.messages().size());
    for (var message : GroundedMessages.of(prompt)) {
      if (message.role() == Role.SYSTEM) rules(message, system);
      else join(message, turns);
    }
    turns.removeIf(turn -> turn.parts().isEmpty());
    if (turns.isEmpty()) {
      throw new Unsupported("messages: nothing said (expected: at least one user message)");
    }
    return new Conversation(system, turns);
  }

  private static void rules(Message message, List<Part.Text> system) {
    for (var part : message.parts()) {
      if (part instanceof Part.Text text && !text.text().isEmpty()) system.add(text);
    }
  }

  private static void join(Message message, List<Turn> turns) {
    if (turns.isEmpty() || turns.getLast().role() != message.role()) {
      turns.add(new Turn(message.role(), new ArrayList<>(message.parts().size())));
    }
    var parts = turns.getLast().parts();
    int results = 0;
    while (results < parts.size() && parts.get(results) instanceof Part.ToolResult) results++;
    for (var part : message.parts()) {
      if (part instanceof Part.ToolResult) parts.add(results++, part);
      else if (!(part instanceof Part.Text(var text, var _)) || !text.isEmpty()) parts.add(part);
    }
  }

  /** The names of the tools that were asked for, by the ids of their calls. */
  public Map<String, String> toolNames() {
    var names = new HashMap<String, String>();
    for (var turn : turns) {
      for (var part : turn.parts()) {
        if (part instanceof Part.ToolUse use) names.put(use.id(), use.name());
      }
    }
    return names;
  }

  /** Whether tools were asked for before. */
  public boolean usedTools() {
    return !toolNames().isEmpty();
  }
}
