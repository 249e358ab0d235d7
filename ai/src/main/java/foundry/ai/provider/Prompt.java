package foundry.ai.provider;

import foundry.ai.Limits;
import java.util.List;
import java.util.Optional;

/**
 * What a model is asked.
 *
 * @param model the provider's own name of it
 * @param context numbered from 1 in this order; empty optional: the answer needs no documents
 * @param parallelTools whether several tools may be asked for at once
 * @param streamed whether the answer is wanted piece by piece; if not, the listener gets it at once
 * @param extras further fields of the request, in the caller's dialect
 */
public record Prompt(
    String model,
    List<Message> messages,
    Optional<List<ContextPassage>> context,
    List<Tool> tools,
    ToolChoice toolChoice,
    boolean parallelTools,
    OutputFormat format,
    Sampling sampling,
    boolean streamed,
    Extras extras) {
  public Prompt {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** A plain question. */
  public static Prompt of(String model, List<Message> messages, Sampling sampling) {
    return new Prompt(
        model,
        messages,
        Optional.empty(),
        List.of(),
        ToolChoice.AUTO,
        true,
        OutputFormat.TEXT,
        sampling,
        false,
        Extras.NONE);
  }

  public Prompt withModel(String other) {
    return with(other, messages, context, format, sampling, streamed);
  }

  public Prompt withMessages(List<Message> others) {
    return with(model, others, context, format, sampling, streamed);
  }

  public Prompt withContext(Optional<List<ContextPassage>> other) {
    return with(model, messages, other, format, sampling, streamed);
  }

  public Prompt withFormat(OutputFormat other) {
    return with(model, messages, context, other, sampling, streamed);
  }

  public Prompt withSampling(Sampling other) {
    return with(model, messages, context, format, other, streamed);
  }

  public Prompt streamed(boolean wanted) {
    return with(model, messages, context, format, sampling, wanted);
  }

  /** All that may be changed on the way to a model. */
  private Prompt with(
      String model,
      List<Message> messages,
      Optional<List<ContextPassage>> context,
      OutputFormat format,
      Sampling sampling,
      boolean streamed) {
    return new Prompt(
        model,
        messages,
        context,
        tools,
        toolChoice,
        parallelTools,
        format,
        sampling,
        streamed,
        extras);
  }

  /** What is asked last. */
  public String question() {
    for (var message : messages.reversed()) {
      if (message.role() == Message.Role.USER) return message.text();
    }
    return "";
  }

  /** Whether it takes longer to look at than an event loop may be held up. */
  public boolean isLong() {
    long sum = characters();
    for (var message : messages) sum += images(message.parts());
    return sum > Limits.LOOP_PROMPT_CHARACTERS_MAX;
  }

  private static long images(List<Part> parts) {
    long sum = 0;
    for (var part : parts) {
      if (part instanceof Part.Image(Part.Source.Inline inline, var _)) {
        sum += inline.base64().length();
      } else if (part instanceof Part.ToolResult result) {
        sum += images(result.content());
      }
    }
    return sum;
  }

  /** All that is sent to a model, in characters. */
  public int characters() {
    int sum = 0;
    for (var message : messages) sum += message.characters();
    for (var passage : context.orElse(List.of())) sum += passage.text().length();
    return sum;
  }
}
