package foundry.ai.route;

import foundry.ai.provider.Event;
import foundry.ai.provider.Message;
import foundry.ai.provider.Message.Role;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer that another target can go on with: what was written of it, and how it is joined. */
final class Continuation {
  private static final String GO_ON =
      "Your last message was cut off. Go on exactly where it stopped, in the middle of the word if"
          + " it stopped there. Repeat nothing, introduce nothing, do not mention the interruption.";

  /** Near enough for how much may still be written. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final Prompt prompt;
  private final StringBuilder written = new StringBuilder();
  private @Nullable Joint joint;
  private boolean textOnly = true;
  private int metered;

  private Continuation(Prompt prompt) {
    this.prompt = prompt;
  }

  /** Empty where an answer may be more than text: half a tool call cannot be gone on with. */
  static Optional<Continuation> of(Prompt prompt) {
    boolean plain = prompt.tools().isEmpty() && prompt.format() instanceof OutputFormat.Text;
    return plain && prompt.streamed() ? Optional.of(new Continuation(prompt)) : Optional.empty();
  }

  /** What of the event is passed on; empty if nothing is. */
  Optional<Event> heard(Event event) {
    if (event instanceof Event.Text(var text)) {
      return text(joint == null ? text : joint.piece(text));
    }
    if (joint != null && event instanceof Event.Thinking) return Optional.empty();
    textOnly = false;
    return Optional.of(event);
  }

  /** What was held back at the joint. */
  Optional<Event> rest() {
    return joint == null ? Optional.empty() : text(joint.rest());
  }

  private Optional<Event> text(String fresh) {
    written.append(fresh);
    return fresh.isEmpty() ? Optional.empty() : Optional.of(new Event.Text(fresh));
  }

  boolean possible(Failed failed) {
    return textOnly && failed.retryable();
  }

  /** One more target broke off; returns what it wrote. */
  String brokeOff() {
    String own = written.substring(metered);
    metered = written.length();
    joint = new Joint(written);
    return own;
  }

  /** Whether somebody broke off. */
  boolean goesOn() {
    return joint != null;
  }

  /**
   * @param prefills whether the target goes on from what is given as the beginning of its answer
   */
  Prompt prompt(boolean prefills) {
    if (joint == null) return prompt;
    var messages = new ArrayList<>(prompt.messages());
    messages.add(Message.of(Role.ASSISTANT, written.toString().stripTrailing()));
    if (!prefills) messages.add(Message.of(Role.USER, GO_ON));
    return prompt.withMessages(messages).withSampling(remaining(prompt.sampling()));
  }

  private Sampling remaining(Sampling sampling) {
    return sampling.with(
        sampling
            .outputTokensMax()
            .map(most -> Math.max(1, most - written.length() / CHARACTERS_PER_TOKEN)));
  }
}
