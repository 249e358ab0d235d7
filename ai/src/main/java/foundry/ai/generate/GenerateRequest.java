package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.prepare.OnMisfit;
import foundry.ai.prepare.Trim;
import foundry.ai.prepare.Wishes;
import foundry.ai.prompt.TemplateUse;
import foundry.ai.provider.ContextPassage;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.Tool;
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
    Sampling sampling,
    Optional<List<ContextPassage>> context,
    List<Tool> tools,
    ToolChoice toolChoice,
    boolean parallelTools,
    OutputFormat format,
    boolean stream,
    boolean resumable,
    boolean continueOnFailure,
    Optional<Integer> deadlineMillis,
    Wishes wishes,
    Optional<TemplateUse> template) {
  private enum Format {
    TEXT,
    JSON_OBJECT,
    JSON_SCHEMA
  }

  private enum Choice {
    AUTO,
    NONE,
    REQUIRED
  }

  static GenerateRequest read(Fields body) {
    var template = template(body);
    var tools = body.list("tools", Limits.TOOLS_MAX, GenerateRequest::tool).orElse(List.of());
    var request =
        new GenerateRequest(
            template.isPresent() ? List.of() : NativeMessages.read(body),
            body.optionalName("model", Limits.MODEL_CHARACTERS_MAX),
            sampling(body),
            body.list("context", Limits.CONTEXT_PASSAGES_MAX, GenerateRequest::passage),
            tools,
            toolChoice(body, tools),
            body.optionalFlag("parallel_tools").orElse(true),
            body.object("response_format").map(GenerateRequest::format).orElse(OutputFormat.TEXT),
            body.flag("stream"),
            body.flag("resumable"),
            body.flag("continue_on_failure"),
            body.optionalNumber("deadline_ms", 1, Limits.DEADLINE_MILLIS_MAX),
            wishes(body),
            template);
    body.done();
    return request;
  }

  Prompt prompt(boolean streamed) {
    return new Prompt(
        "",
        messages,
        context,
        tools,
        toolChoice,
        parallelTools,
        format,
        sampling,
        streamed,
        Extras.NONE);
  }

  private static Optional<TemplateUse> template(Fields body) {
    for (String name : new String[] {"prompt", "messages"}) {
      if (body.has("template") && body.has(name)) {
        throw Refused.field("template", "beside %s (expected: one of them)".formatted(name));
      }
    }
    return body.object("template").map(TemplateUse::read);
  }

  /** The same with the messages that its template makes. */
  GenerateRequest with(List<Message> filled) {
    return new GenerateRequest(
        filled,
        model,
        sampling,
        context,
        tools,
        toolChoice,
        parallelTools,
        format,
        stream,
        resumable,
        continueOnFailure,
        deadlineMillis,
        wishes,
        template);
  }

  private static Wishes wishes(Fields body) {
    return new Wishes(
        body.has("trim") ? Optional.of(body.choice("trim", Trim.class)) : Optional.empty(),
        Optional.of(body.choice("on_invalid", OnMisfit.REPAIR)),
        body.flag("score"));
  }

  private static Sampling sampling(Fields body) {
    int most = Limits.OUTPUT_TOKENS_MAX;
    return new Sampling(
        Optional.of(body.number("max_tokens", Limits.OUTPUT_TOKENS_DEFAULT, 1, most)),
        body.optionalDecimal("temperature", 0, 2),
        body.optionalDecimal("top_p", 0, 1),
        body.optionalNumber("top_k", 1, Limits.TOP_K_MAX),
        ToolFields.stop(body, "stop"),
        body.optionalLong("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        Optional.empty(),
        Optional.empty());
  }

  private static Tool tool(Fields tool) {
    return new Tool(
        ToolFields.name(tool, "name"),
        tool.optionalText("description", Limits.MESSAGE_CHARACTERS_MAX),
        ToolFields.parameters(tool, "parameters"),
        tool.flag("strict"),
        Extras.NONE);
  }

  private static ToolChoice toolChoice(Fields body, List<Tool> tools) {
    if (!body.has("tool_choice")) return ToolChoice.AUTO;
    if (tools.isEmpty()) throw body.wrong("tool_choice", "tools beside it");
    if (body.isText("tool_choice")) {
      return switch (body.choice("tool_choice", Choice.class)) {
        case AUTO -> ToolChoice.AUTO;
        case NONE -> new ToolChoice.None();
        case REQUIRED -> new ToolChoice.Required();
      };
    }
    var named = body.object("tool_choice").orElseThrow();
    String name = ToolFields.name(named, "name");
    named.done();
    return ToolFields.named(name, tools, body.path("tool_choice"));
  }

  private static OutputFormat format(Fields format) {
    var type = format.choice("type", Format.class);
    var read =
        switch (type) {
          case TEXT -> OutputFormat.TEXT;
          case JSON_OBJECT -> new OutputFormat.JsonObject();
          case JSON_SCHEMA ->
              new OutputFormat.JsonSchema(
                  format.has("name") ? ToolFields.name(format, "name") : "answer",
                  format.json("schema").orElseThrow(() -> format.missing("schema")),
                  format.optionalFlag("strict").orElse(true));
        };
    format.done();
    return read;
  }

  private static ContextPassage passage(Fields passage) {
    return new ContextPassage(
        passage.text("id", Limits.ID_CHARACTERS_MAX),
        passage.optionalText("title", Limits.TITLE_CHARACTERS_MAX),
        passage.optionalText("page_label", Limits.ID_CHARACTERS_MAX),
        passage.text("text", Limits.CONTEXT_CHARACTERS_MAX));
  }
}
