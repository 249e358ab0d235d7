package foundry.ai.dialect.anthropic;

import foundry.ai.Limits;
import foundry.ai.generate.ToolFields;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.Tool;
import foundry.ai.provider.ToolChoice;
import foundry.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request for a message. */
record MessagesRequest(
    Optional<String> model,
    List<Message> messages,
    List<Tool> tools,
    Choice choice,
    OutputFormat format,
    Sampling sampling,
    boolean stream,
    Extras extras) {
  private static final String CONFIG = "output_config";

  /**
   * An answer is as good without them, so that another vendor's model may be asked all the same.
   */
  static final Set<String> ADVISORY =
      Set.of(
          "metadata",
          "service_tier",
          "thinking",
          "cache_control",
          "inference_geo",
          Extras.ANTHROPIC_BETA,
          CONFIG);

  record Choice(ToolChoice tool, boolean parallel) {}

  private enum ChoiceType {
    AUTO,
    ANY,
    TOOL,
    NONE
  }

  static MessagesRequest read(Fields body) {
    int most = Limits.OUTPUT_TOKENS_MAX;
    var max = body.optionalNumber("max_tokens", 1, most);
    if (max.isEmpty()) throw body.missing("max_tokens");
    return read(body, max);
  }

  /** What is to be counted: the same without {@code max_tokens}. */
  static MessagesRequest readToCount(Fields body) {
    return read(body, body.optionalNumber("max_tokens", 1, Limits.OUTPUT_TOKENS_MAX));
  }

  private static MessagesRequest read(Fields body, Optional<Integer> max) {
    var messages = new ArrayList<>(TurnReader.system(body));
    messages.addAll(TurnReader.read(body));
    var tools = body.list("tools", Limits.TOOLS_MAX, MessagesRequest::tool).orElse(List.of());
    var config = body.object(CONFIG);
    return new MessagesRequest(
        body.optionalName("model", Limits.MODEL_CHARACTERS_MAX),
        messages,
        tools,
        choice(body, tools),
        format(config),
        sampling(body, max),
        body.flag("stream"),
        extras(body, config));
  }

  private static Sampling sampling(Fields body, Optional<Integer> max) {
    boolean anyStop = body.has("stop_sequences") && !body.isEmptyList("stop_sequences");
    return new Sampling(
        max,
        body.optionalDecimal("temperature", 0, 1),
        body.optionalDecimal("top_p", 0, 1),
        body.optionalNumber("top_k", 0, Limits.TOP_K_MAX),
        anyStop ? ToolFields.stop(body, "stop_sequences") : List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Tool tool(Fields tool) {
    var type = tool.optionalText("type", Limits.ID_CHARACTERS_MAX);
    if (type.isPresent() && !type.get().equals("custom")) throw unsupported(tool, "type");
    return new Tool(
        ToolFields.name(tool, "name"),
        tool.optionalText("description", Limits.DIALECT_TEXT_CHARACTERS_MAX),
        tool.json("input_schema").orElseThrow(() -> tool.missing("input_schema")),
        tool.flag("strict"),
        extras(tool));
  }

  private static Choice choice(Fields body, List<Tool> tools) {
    var given = body.object("tool_choice");
    if (given.isEmpty()) return new Choice(ToolChoice.AUTO, true);
    if (tools.isEmpty()) throw body.wrong("tool_choice", "tools beside it");
    var choice = given.get();
    boolean parallel = !choice.flag("disable_parallel_tool_use");
    var read =
        switch (choice.choice("type", ChoiceType.class)) {
          case AUTO -> ToolChoice.AUTO;
          case ANY -> new ToolChoice.Required();
          case NONE -> new ToolChoice.None();
          case TOOL ->
              ToolFields.named(ToolFields.name(choice, "name"), tools, choice.path("name"));
        };
    choice.done();
    return new Choice(read, parallel);
  }

  /** What shape the answer has is ours to know; how hard the model tries is not. */
  private static OutputFormat format(Optional<Fields> config) {
    var format = config.flatMap(fields -> fields.object("format"));
    if (format.isEmpty()) return OutputFormat.TEXT;
    var fields = format.get();
    if (!fields.text("type", Limits.ID_CHARACTERS_MAX).equals("json_schema")) {
      throw unsupported(fields, "type");
    }
    var schema = fields.json("schema").orElseThrow(() -> fields.missing("schema"));
    fields.done();
    return new OutputFormat.JsonSchema("answer", schema, true);
  }

  private static Extras extras(Fields body, Optional<Fields> config) {
    var rest = config.map(Fields::rest).orElse(Map.of());
    if (rest.isEmpty()) return extras(body);
    var all = new LinkedHashMap<>(body.rest());
    var node = Json.MAPPER.createObjectNode();
    rest.forEach(node::set);
    all.put(CONFIG, node);
    return new Extras(Extras.Dialect.ANTHROPIC, all);
  }

  static Refused unsupported(Fields fields, String name) {
    return Refused.field(fields.path(name), "not supported")
        .with(Refused.Detail.UNSUPPORTED_PARAMETER);
  }

  static Extras extras(Fields fields) {
    var rest = fields.rest();
    return rest.isEmpty() ? Extras.NONE : new Extras(Extras.Dialect.ANTHROPIC, rest);
  }

  MessagesRequest with(Extras other) {
    return new MessagesRequest(model, messages, tools, choice, format, sampling, stream, other);
  }

  Prompt prompt(boolean streamed) {
    return new Prompt(
        "",
        messages,
        Optional.empty(),
        tools,
        choice.tool(),
        choice.parallel(),
        format,
        sampling,
        streamed,
        extras);
  }
}
