package foundry.ai.generate;

import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.Part;
import java.util.ArrayList;

/** An answer as a turn of the conversation. */
final class Said {
  private Said() {}

  static Message in(Answer answer) {
    var parts = new ArrayList<Part>();
    if (answer.thinking() != null) parts.add(new Part.Thinking(answer.thinking(), ""));
    if (!answer.text().isEmpty()) parts.add(new Part.Text(answer.text()));
    if (answer.refusal() != null) parts.add(new Part.Text(answer.refusal()));
    for (var call : answer.toolCalls()) {
      parts.add(new Part.ToolUse(call.id(), call.name(), call.arguments(), Extras.NONE));
    }
    return new Message(Message.Role.ASSISTANT, parts, Extras.NONE);
  }
}
