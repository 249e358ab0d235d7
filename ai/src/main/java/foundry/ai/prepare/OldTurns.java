package foundry.ai.prepare;

import foundry.ai.provider.Message;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation in turns: what a person says and all that follows until they speak again, so that
 * calls of tools are never parted from their results.
 *
 * @param old may be left out; the oldest first, each as indexes of messages
 */
record OldTurns(List<List<Integer>> old) {
  /** What the system says and the last turn are not in it: they always stay. */
  static OldTurns of(Prompt prompt) {
    var turns = new ArrayList<List<Integer>>();
    var messages = prompt.messages();
    for (int i = 0; i < messages.size(); i++) {
      var message = messages.get(i);
      if (message.role() == Message.Role.SYSTEM) continue;
      if (turns.isEmpty() || isQuestion(message)) turns.add(new ArrayList<>());
      turns.getLast().add(i);
    }
    if (!turns.isEmpty()) turns.removeLast();
    return new OldTurns(turns);
  }

  private static boolean isQuestion(Message message) {
    if (message.role() != Message.Role.USER) return false;
    for (var part : message.parts()) if (part instanceof Part.ToolResult) return false;
    return true;
  }

  /** In the order in which they are left out. */
  List<List<Integer>> inOrder(Trim trim) {
    if (trim == Trim.OLDEST) return old;
    var order = new ArrayList<List<Integer>>(old.size());
    int right = old.size() / 2;
    int left = right - 1;
    while (left >= 0 || right < old.size()) {
      if (right < old.size()) order.add(old.get(right++));
      if (left >= 0) order.add(old.get(left--));
    }
    return order;
  }
}
