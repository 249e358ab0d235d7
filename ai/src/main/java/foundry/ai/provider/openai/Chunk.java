package foundry.ai.provider.openai;

import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Outcome.Usage;
import foundry.http.Json;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One event of a streamed chat completion, as far as we read it. */
sealed interface Chunk {
  /** Text, an end, a count, or any of them together. */
  record Piece(String text, Optional<Reason> reason, Optional<Usage> usage, Optional<String> model)
      implements Chunk {}

  /** The provider's way to say that it failed in the middle. */
  record Trouble(String code) implements Chunk {}

  /** Not what a chat completion sends. */
  record Garbage() implements Chunk {}

  static Chunk of(String data) {
    try {
      var event = Json.tree(data);
      if (!event.isObject()) return new Garbage();
      var error = event.path("error");
      if (!error.isMissingNode() && !error.isNull()) return new Trouble(ErrorReply.code(error));
      return piece(event);
    } catch (JacksonException e) {
      return new Garbage();
    }
  }

  private static Piece piece(JsonNode event) {
    var choice = event.path("choices").path(0);
    return new Piece(
        choice.path("delta").path("content").asString(""),
        reason(choice.path("finish_reason")),
        usage(event.path("usage")),
        Optional.of(event.path("model").asString("")).filter(model -> !model.isEmpty()));
  }

  private static Optional<Reason> reason(JsonNode reason) {
    if (!reason.isString()) return Optional.empty();
    return Optional.of(reason.stringValue().equals("length") ? Reason.LENGTH : Reason.STOP);
  }

  private static Optional<Usage> usage(JsonNode usage) {
    if (!usage.isObject()) return Optional.empty();
    return Optional.of(
        new Usage(usage.path("prompt_tokens").asInt(0), usage.path("completion_tokens").asInt(0)));
  }
}
