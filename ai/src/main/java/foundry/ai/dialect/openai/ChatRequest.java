package foundry.ai.dialect.openai;

import foundry.ai.Limits;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.Tool;
import foundry.ai.provider.ToolChoice;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request for a chat completion.
 *
 * @param includeUsage whether a stream ends with what it used
 */
record ChatRequest(
    Optional<String> model,
    List<Message> messages,
    List<Tool> tools,
    ToolChoice toolChoice,
    boolean parallelTools,
    OutputFormat format,
    Sampling sampling,
    boolean stream,
    boolean includeUsage,
    Extras extras) {
  /**
   * An answer is as good without them, so that another vendor's model may be asked all the same.
   */
  static final Set<String> ADVISORY =
      Set.of(
          "user",
          "metadata",
          "store",
          "service_tier",
          "prompt_cache_key",
          "prompt_cache_retention",
          "safety_identifier",
          "prediction",
          "reasoning_effort",
          "verbosity");

  /** What cannot be passed through our own types, whoever answers. */
  private static final List<String> UNSUPPORTED =
      List.of("audio", "functions", "function_call", "top_logprobs");

  static ChatRequest read(Fields body) {
    refuseUnsupported(body);
    var tools = ChatTools.tools(body);
    boolean stream = body.flag("stream");
    return new ChatRequest(
        body.optionalName("model", Limits.MODEL_CHARACTERS_MAX),
        ChatMessages.read(body),
        tools,
        ChatTools.choice(body, tools),
        body.optionalFlag("parallel_tool_calls").orElse(true),
        ChatTools.format(body),
        sampling(body),
        stream,
        includeUsage(body, stream),
        extras(body));
  }

  private static void refuseUnsupported(Fields body) {
    for (String name : UNSUPPORTED) if (body.has(name)) throw unsupported(body, name);
    if (body.flag("logprobs")) throw unsupported(body, "logprobs");
    if (body.number("n", 1, 1, 128) > 1) throw unsupported(body, "n");
    if (body.has("modalities")
        && !body.texts("modalities", 8, Limits.ID_CHARACTERS_MAX).equals(List.of("text"))) {
      throw unsupported(body, "modalities");
    }
  }

  static Refused unsupported(Fields fields, String name) {
    return Refused.field(fields.path(name), "not supported")
        .with(Refused.Detail.UNSUPPORTED_PARAMETER);
  }

  private static boolean includeUsage(Fields body, boolean stream) {
    var options = body.object("stream_options");
    if (options.isEmpty()) return false;
    if (!stream) throw body.wrong("stream_options", "stream beside it");
    var fields = options.get();
    boolean wanted = fields.flag("include_usage");
    fields.flag("include_obfuscation");
    fields.done();
    return wanted;
  }

  private static Sampling sampling(Fields body) {
    var max = body.optionalNumber("max_completion_tokens", 1, Limits.OUTPUT_TOKENS_MAX);
    var formerMax = body.optionalNumber("max_tokens", 1, Limits.OUTPUT_TOKENS_MAX);
    if (max.isPresent() && formerMax.isPresent()) {
      throw body.wrong("max_tokens", "not beside max_completion_tokens");
    }
    return new Sampling(
        max.or(() -> formerMax),
        body.optionalDecimal("temperature", 0, 2),
        body.optionalDecimal("top_p", 0, 1),
        Optional.empty(),
        ChatTools.stop(body),
        body.optionalLong("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        body.optionalDecimal("presence_penalty", -2, 2),
        body.optionalDecimal("frequency_penalty", -2, 2));
  }

  static Extras extras(Fields fields) {
    var rest = fields.rest();
    return rest.isEmpty() ? Extras.NONE : new Extras(Extras.Dialect.OPENAI, rest);
  }

  Prompt prompt(boolean streamed) {
    return new Prompt(
        "",
        messages,
        Optional.empty(),
        tools,
        toolChoice,
        parallelTools,
        format,
        sampling,
        streamed,
        extras);
  }
}
