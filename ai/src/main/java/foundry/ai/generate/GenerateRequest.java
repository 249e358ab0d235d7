package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.provider.ContextPassage;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.ToolChoice;
import java.util.List;
import java.util.Optional;

/**
 * What a caller asks for.
 *
 * @param context empty optional: no documents are involved
 */
record GenerateRequest(
    List<Message> messages,
    Optional<String> model,
    int outputTokensMax,
    Optional<Double> temperature,
    Optional<List<ContextPassage>> context,
    boolean stream,
    Optional<Integer> deadlineMillis) {
  static GenerateRequest read(Fields body) {
    var request =
        new GenerateRequest(
            messages(body),
            body.optionalText("model", Limits.MODEL_CHARACTERS_MAX),
            body.number("max_tokens", Limits.OUTPUT_TOKENS_DEFAULT, 1, Limits.OUTPUT_TOKENS_MAX),
            body.optionalDecimal("temperature", 0, 2),
            body.list("context", Limits.CONTEXT_PASSAGES_MAX, GenerateRequest::passage),
            body.flag("stream"),
            body.optionalNumber("deadline_ms", 1, Limits.DEADLINE_MILLIS_MAX));
    body.done();
    return request;
  }

  Prompt prompt(boolean streamed) {
    return new Prompt(
        "",
        messages,
        context,
        List.of(),
        ToolChoice.AUTO,
        true,
        OutputFormat.TEXT,
        Sampling.of(outputTokensMax, temperature),
        streamed,
        Extras.NONE);
  }

  private static List<Message> messages(Fields body) {
    var prompt = body.optionalText("prompt", Limits.MESSAGE_CHARACTERS_MAX);
    var messages = body.list("messages", Limits.MESSAGES_MAX, GenerateRequest::message);
    if (prompt.isPresent() == messages.isPresent()) {
      throw Refused.invalid(
          "prompt, messages: %s (expected: exactly one of them)"
              .formatted(prompt.isPresent() ? "both" : "neither"));
    }
    var given = messages.orElseGet(() -> List.of(Message.of(Message.Role.USER, prompt.get())));
    if (given.isEmpty()) throw Refused.invalid("messages: empty (expected: at least one)");
    if (given.getLast().text().isBlank()) {
      throw Refused.invalid(
          "%s: blank (expected: a question)".formatted(prompt.isPresent() ? "prompt" : "messages"));
    }
    return given;
  }

  private static Message message(Fields message) {
    return Message.of(
        message.choice("role", Message.Role.class),
        message.text("content", Limits.MESSAGE_CHARACTERS_MAX));
  }

  private static ContextPassage passage(Fields passage) {
    return new ContextPassage(
        passage.text("id", Limits.ID_CHARACTERS_MAX),
        passage.optionalText("title", Limits.TITLE_CHARACTERS_MAX),
        passage.optionalText("page_label", Limits.ID_CHARACTERS_MAX),
        passage.text("text", Limits.CONTEXT_CHARACTERS_MAX));
  }
}
