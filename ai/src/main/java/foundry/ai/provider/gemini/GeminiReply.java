package foundry.ai.provider.gemini;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads one answer from the replies that make it: one, or one for each event of a stream. */
final class GeminiReply {
  /** Calls of models that give them no ids; such an id means nothing to Google. */
  static final String MADE_UP = "gemini_call_";

  /** Says whose the signature is; docs of {@link foundry.ai.provider.Part.Thinking}. */
  static final String MARK = "gemini:";

  private final Consumer<Event> events;
  private String model;
  private int tools;
  private Optional<Reason> reason = Optional.empty();
  private Optional<Usage> usage = Optional.empty();

  GeminiReply(String model, Consumer<Event> events) {
    this.model = model;
    this.events = events;
  }

  /** The outcome, if the answer ends here in a failure. */
  Optional<Outcome> chunk(JsonNode json) {
    var chunk = json.isArray() ? json.path(0) : json;
    if (!chunk.isObject()) throw new Garbage("no object");
    if (chunk.path("error").isObject()) {
      return Optional.of(GeminiErrors.inside(chunk.path("error"), usage));
    }
    model = chunk.path("modelVersion").asString(model);
    usage = usage(chunk.path("usageMetadata")).or(() -> usage);
    if (chunk.path("promptFeedback").has("blockReason")) {
      reason = Optional.of(Reason.CONTENT_FILTER);
    }
    var candidate = chunk.path("candidates").path(0);
    for (var part : candidate.path("content").path("parts")) part(part);
    return ended(candidate.path("finishReason").asString(""));
  }

  /** Empty as long as nothing says that the answer is complete. */
  Optional<Outcome> finished() {
    return reason.map(why -> new Finished(why, model, usage));
  }

  private void part(JsonNode part) {
    String text = part.path("text").asString("");
    if (part.path("functionCall").isObject()) {
      signature(part.path("thoughtSignature"));
      call(part.path("functionCall"));
    } else if (text.isEmpty()) {
      return;
    } else if (part.path("thought").asBoolean(false)) {
      events.accept(new Event.Thinking(text));
    } else {
      events.accept(new Event.Text(text));
    }
  }

  /** Must come back with the call: it travels as the signature of the thought before it. */
  private void signature(JsonNode signature) {
    if (!signature.isString()) return;
    events.accept(new Event.Thinking(""));
    events.accept(new Event.ThinkingSignature(MARK + signature.stringValue()));
  }

  private void call(JsonNode call) {
    String id = call.path("id").asString("");
    if (id.isEmpty()) id = MADE_UP + Long.toHexString(ThreadLocalRandom.current().nextLong());
    int index = tools++;
    events.accept(new Event.ToolStart(index, id, call.path("name").asString("")));
    var arguments = call.path("args");
    events.accept(
        new Event.ToolArguments(index, arguments.isObject() ? arguments.toString() : "{}"));
  }

  private Optional<Outcome> ended(String why) {
    switch (why) {
      case "", "FINISH_REASON_UNSPECIFIED" -> {}
      case "MAX_TOKENS" -> reason = Optional.of(Reason.LENGTH);
      case "STOP", "OTHER" -> reason = Optional.of(tools > 0 ? Reason.TOOL_USE : Reason.STOP);
      case "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MALFORMED_RESPONSE",
          "MISSING_THOUGHT_SIGNATURE" -> {
        String message = "the model asked for a tool in a way nobody can read";
        return Optional.of(new Failed(Problem.BROKEN, message, true, Optional.empty(), usage));
      }
      // SAFETY, RECITATION, BLOCKLIST, PROHIBITED_CONTENT, SPII, LANGUAGE and those of images.
      default -> reason = Optional.of(Reason.CONTENT_FILTER);
    }
    return Optional.empty();
  }

  /** Totals so far: the last ones count. */
  private static Optional<Usage> usage(JsonNode usage) {
    if (!usage.isObject()) return Optional.empty();
    int thoughts = usage.path("thoughtsTokenCount").asInt(0);
    return Optional.of(
        new Usage(
            usage.path("promptTokenCount").asInt(0)
                + usage.path("toolUsePromptTokenCount").asInt(0),
            usage.path("candidatesTokenCount").asInt(0) + thoughts,
            usage.path("cachedContentTokenCount").asInt(0),
            0,
            thoughts));
  }
}
