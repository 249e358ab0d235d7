package foundry.ai.provider;

import foundry.ai.provider.Message.Role;
import foundry.ai.provider.upstream.ChatWire;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.http.Json;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What tests ask of wires, and how they read what wires write. */
public final class Prompts {
  private static final JsonNode SCHEMA =
      Json.tree(
          """
          {"type":"object","properties":{"age":{"type":"integer","minimum":0},
            "home":{"type":"object","properties":{"city":{"type":"string"}}}}}
          """);

  private Prompts() {}

  public static Prompt question(String model) {
    return Prompt.of(model, List.of(Message.of(Role.USER, "Why?")), Sampling.DEFAULT);
  }

  public static Prompt conversation(String model, Message... messages) {
    return question(model).withMessages(List.of(messages));
  }

  public static Prompt with(Prompt prompt, OutputFormat format) {
    return all(prompt, prompt.tools(), prompt.toolChoice(), true, format, prompt.extras());
  }

  public static Prompt with(Prompt prompt, ToolChoice choice, boolean parallel) {
    return all(prompt, List.of(tool(Extras.NONE)), choice, parallel, prompt.format(), Extras.NONE);
  }

  public static Prompt with(Prompt prompt, Tool tool, Extras extras) {
    return all(prompt, List.of(tool), prompt.toolChoice(), true, prompt.format(), extras);
  }

  private static Prompt all(
      Prompt prompt,
      List<Tool> tools,
      ToolChoice choice,
      boolean parallel,
      OutputFormat format,
      Extras extras) {
    return new Prompt(
        prompt.model(),
        prompt.messages(),
        prompt.context(),
        tools,
        choice,
        parallel,
        format,
        prompt.sampling(),
        prompt.streamed(),
        extras);
  }

  public static Tool tool(Extras extras) {
    return new Tool("weather", Optional.of("Of a city"), SCHEMA, false, extras);
  }

  public static OutputFormat schema() {
    return new OutputFormat.JsonSchema("person", SCHEMA, true);
  }

  public static Message user(Part... parts) {
    return new Message(Role.USER, List.of(parts), Extras.NONE);
  }

  public static Message assistant(Part... parts) {
    return new Message(Role.ASSISTANT, List.of(parts), Extras.NONE);
  }

  public static Part use(String id) {
    return new Part.ToolUse(id, "weather", "{\"city\":\"Rome\"}", Extras.NONE);
  }

  public static Part result(String id, String text) {
    return new Part.ToolResult(id, List.of(new Part.Text(text)), false, Extras.NONE);
  }

  /** A field {@code mark} of OpenAI's dialect in every place that can hold one. */
  public static Prompt marked() {
    var extras = new Extras(Extras.Dialect.OPENAI, Map.of("mark", json("1")));
    var prompt =
        conversation(
            "m",
            new Message(Role.USER, List.of(new Part.Text("Why?", extras)), extras),
            assistant(new Part.ToolUse("call_1", "weather", "{}", extras)),
            user(new Part.ToolResult("call_1", List.of(new Part.Text("Sun")), false, extras)));
    return with(prompt, tool(extras), extras);
  }

  /** The body that a wire sends. */
  public static JsonNode body(ChatWire wire, Prompt prompt) {
    return Json.tree(wire.request(prompt).body().toString());
  }

  /** Single quotes for double ones. */
  public static JsonNode json(String text) {
    return Json.tree(text.replace('\'', '"'));
  }

  public static ErrorReply error(int status, String body) {
    return new ErrorReply(
        status, MultiMap.caseInsensitiveMultiMap(), body.replace('\'', '"'), Clock.systemUTC());
  }
}
