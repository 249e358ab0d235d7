package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.ai.generate.Answer.ToolCall;
import foundry.ai.provider.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is of an answer so far. */
final class Collected {
  private record Call(String id, String name, StringBuilder json) {}

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private final List<Call> calls = new ArrayList<>(0);
  private int characters;

  /** The event as far as there is room for it. */
  Event add(Event event) {
    return switch (event) {
      case Event.Text(var piece) -> {
        String fitting = fitting(piece);
        text.append(fitting);
        yield fitting.length() == piece.length() ? event : new Event.Text(fitting);
      }
      case Event.Refusal(var piece) -> {
        refusal.append(fitting(piece));
        yield event;
      }
      case Event.Thinking(var piece) -> {
        thinking.append(fitting(piece));
        yield event;
      }
      case Event.ToolStart(var _, var id, var name) -> {
        calls.add(new Call(id, name, new StringBuilder()));
        yield event;
      }
      case Event.ToolArguments(var index, var json) -> {
        calls.get(index).json().append(fitting(json));
        yield event;
      }
      case Event.ThinkingSignature _, Event.RedactedThinking _ -> event;
    };
  }

  private String fitting(String piece) {
    int room = Limits.ANSWER_CHARACTERS_MAX - characters;
    String fitting = piece.length() <= room ? piece : piece.substring(0, room);
    characters += fitting.length();
    return fitting;
  }

  boolean full() {
    return characters >= Limits.ANSWER_CHARACTERS_MAX;
  }

  /** UTF-16 units of all that was written, of whatever kind. */
  int characters() {
    return characters;
  }

  /** All that was written, of whatever kind. */
  String everything() {
    var all = new StringBuilder(characters).append(text).append(refusal).append(thinking);
    for (var call : calls) all.append(call.name()).append(call.json());
    return all.toString();
  }

  String text() {
    return text.toString();
  }

  int textLength() {
    return text.length();
  }

  @Nullable String refusal() {
    return refusal.isEmpty() ? null : refusal.toString();
  }

  @Nullable String thinking() {
    return thinking.isEmpty() ? null : thinking.toString();
  }

  List<ToolCall> toolCalls() {
    if (calls.isEmpty()) return List.of();
    return calls.stream()
        .map(call -> new ToolCall(call.id(), call.name(), call.json().toString()))
        .toList();
  }
}
