package foundry.ai.provider;

import java.util.List;
import java.util.Optional;

/**
 * What a model is asked.
 *
 * @param model the provider's own name of it
 * @param context numbered from 1 in this order; empty optional: the answer needs no documents
 */
public record Prompt(
    String model,
    List<Message> messages,
    Optional<List<ContextPassage>> context,
    int outputTokensMax,
    Optional<Double> temperature) {
  /** What is asked last. */
  public String question() {
    return messages.reversed().stream()
        .filter(message -> message.role() == Message.Role.USER)
        .findFirst()
        .map(Message::content)
        .orElse("");
  }

  /** All that is sent to a model, in characters. */
  public int characters() {
    int messages = messages().stream().mapToInt(m -> m.content().length()).sum();
    int passages =
        context.stream().flatMap(List::stream).mapToInt(passage -> passage.text().length()).sum();
    return messages + passages;
  }
}
